internal import MockModel

extension HostCalls {
    /// What goes on after the answer: timers, webhooks, messages.
    func backgroundCall(
        _ function: HostFunction, _ arguments: LuaHost.Values, _ reply: LuaHost.Reply, _ run: ScriptRun?
    ) -> LuaHost.Verdict {
        switch function {
        case .timer: return startTimer(arguments, reply, run)
        case .timerCancel: world.cancelTimer(arguments.integer(0) ?? 0)
        case .webhook: startWebhook(arguments, reply, run)
        case .upstream: reply.append(world.network.upstream.map(ScriptValue.text) ?? .nothing)
        case .networkProblem:
            reply.append(problem(ofURL: arguments).map(ScriptValue.text) ?? .nothing)
        case .publish:
            guard let value = PackedValue(arguments[1]) else { break }
            world.publish(value, under: arguments.text(0) ?? "")
        case .subscribe: return subscribe(to: arguments.text(0) ?? "", reply, run)
        default: reply.append(world.takeMessage(of: Int(clamping: arguments.integer(0) ?? 0)))
        }
        return .results
    }

    /// Bytes of the longest URL that is called.
    private static let longestURL = 1 << 16

    private func problem(ofURL arguments: LuaHost.Values) -> String? {
        guard arguments.size(0) <= HostCalls.longestURL else {
            return "the URL has \(arguments.size(0)) bytes; at most \(HostCalls.longestURL) are sent"
        }
        return NetworkRules(world.network.allowed).problem(of: arguments.text(0) ?? "")
    }

    /// Milliseconds until it fires, and between two times.
    private func startTimer(
        _ arguments: LuaHost.Values, _ reply: LuaHost.Reply, _ run: ScriptRun?
    ) -> LuaHost.Verdict {
        guard let interpreter else {
            // A file that is only looked at starts nothing.
            reply.append(Int64(0))
            return .results
        }
        let order = TimerOrder(
            delay: arguments.duration(0) ?? .zero, period: arguments.duration(1), isOfFile: !loading.isEmpty)
        reply.append(world.startTimer(order, in: interpreter, call: run?.call))
        return .results
    }

    /// Method, URL, body, milliseconds to wait, further tries, milliseconds between them, scheme of the signature, its key, the id that it
    /// covers, names and values of the header.
    private func startWebhook(_ arguments: LuaHost.Values, _ reply: LuaHost.Reply, _ run: ScriptRun?) {
        let request = OutgoingRequest(
            method: arguments.text(0) ?? "POST", url: arguments.text(1) ?? "", headers: arguments.headers(from: 9),
            body: arguments.bytes(2) ?? [], allowed: world.network.allowed)
        let order = WebhookOrder(
            request: request.deeper(than: run?.call?.request), delay: arguments.duration(3) ?? .zero,
            retries: Int(clamping: arguments.integer(4) ?? 0), backoff: arguments.duration(5) ?? .seconds(1),
            signer: signature(arguments))
        reply.append(world.startWebhook(order, call: run?.call))
    }

    private func signature(_ arguments: LuaHost.Values) -> WebhookSignature? {
        guard let scheme = arguments.text(6).flatMap(WebhookSignature.Scheme.init) else { return nil }
        return WebhookSignature(scheme: scheme, key: arguments.bytes(7) ?? [], id: arguments.text(8) ?? "")
    }

    /// A subscription lasts as long as the run that opened it.
    private func subscribe(to topic: String, _ reply: LuaHost.Reply, _ run: ScriptRun?) -> LuaHost.Verdict {
        guard let run, loading.isEmpty else { return .raise("mock.subscribe only works inside a handler") }
        let subscription = world.subscribe(to: topic)
        run.subscriptions.append(subscription)
        reply.append(Int64(subscription))
        return .results
    }
}
