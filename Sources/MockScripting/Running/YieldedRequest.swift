internal import MockModel

/// What `core.wait` asks for: its kind, then what the kind needs, as `run.wait` of the prelude writes it.
struct YieldedRequest {
    let values: LuaHost.Values
    private let run: ScriptRun

    init(_ values: LuaHost.Values, of run: ScriptRun) {
        self.values = values
        self.run = run
    }

    /// The kind that was asked for.
    var kind: String { values.text(0) ?? "" }

    /// The kind of stream, when the run has an answer whose body it will make.
    var stream: StreamOrder.Kind? {
        guard values.text(0) == "open" else { return nil }
        switch values.text(1) {
        case "events": return .events
        case "socket": return .socket
        case "bytes": return .bytes
        default: return nil
        }
    }

    /// The event to wait for; `nil` for an unknown kind.
    func wait(in world: any World) -> Wait? {
        switch values.text(0) {
        case "sleep": .sleep(values.duration(1))
        case "fetch": .fetch(fetch(world))
        case "proxy": .fetch(proxy(world))
        case "send": part.map { .send($0) }
        case "hints": .earlyHints(values.headers(from: 1))
        case "receive": receive
        case "message": .message(subscription: Int(clamping: values.integer(1) ?? 0))
        case "test": test.map { .test($0) }
        default: nil
        }
    }

    /// Method, URL, time in milliseconds, body, names and values of the header.
    private func fetch(_ world: any World) -> OutgoingRequest {
        OutgoingRequest(
            method: values.text(1) ?? "GET", url: values.text(2) ?? "", headers: values.headers(from: 5),
            body: values.bytes(4) ?? [], timeout: values.duration(3) ?? .seconds(10),
            allowed: world.network.allowed
        ).deeper(than: run.call?.request)
    }

    /// The request under way, sent on to a base URL with the header that code left: names that it removed, then names and values that it set.
    private func proxy(_ world: any World) -> OutgoingRequest {
        let base = values.text(1) ?? ""
        guard let call = run.call?.request else { return OutgoingRequest(url: base, allowed: world.network.allowed) }
        var headers = call.headers
        for name in (values.text(2) ?? "").split(separator: ",") { headers.remove(String(name)) }
        let changed = values.headers(from: 3).fields
        for field in changed { headers.remove(field.name) }
        for field in changed { headers.append(field.name, field.value) }
        let request = Request(
            method: call.method, target: call.target, headers: headers, body: call.body,
            remoteAddress: call.remoteAddress)
        return .forwarding(request, to: base, allowed: world.network.allowed)
    }

    /// Milliseconds at most, and the number of the socket's outbox.
    private var receive: Wait {
        .receive(values.duration(1), subscription: Int(clamping: values.integer(2) ?? 0))
    }

    /// Bytes, a message, or the end of a WebSocket with code and reason; `nil` for another part.
    private var part: StreamPart? {
        switch values.text(1) {
        case "text": .text(values.bytes(2) ?? [])
        case "binary": .binary(values.bytes(2) ?? [])
        case "close": .close(code: Int(clamping: values.integer(2) ?? 1000), reason: values.text(3) ?? "")
        case "bytes": .bytes(values.bytes(2) ?? [])
        default: nil
        }
    }
}

extension WaitOutcome {
    /// What `core.wait` returns.
    func write(to arguments: inout LuaHost.Arguments) {
        switch self {
        case .elapsed: arguments.append("elapsed")
        case .opened: arguments.append("opened")
        case .sent: arguments.append("sent")
        case .closed: arguments.append("closed")
        case .woken: arguments.append("woken")
        case .tested(let reply): reply.write(to: &arguments)
        case .received(.text(let bytes)):
            arguments.append("text")
            arguments.append(bytes: bytes)
        case .received(.binary(let bytes)):
            arguments.append("binary")
            arguments.append(bytes: bytes)
        case .fetched(.failure(let failure)):
            arguments.append("failure")
            arguments.append(failure.kind.rawValue)
            arguments.append(failure.message)
        case .fetched(.response(let response)): WaitOutcome.write(response, to: &arguments)
        }
    }

    /// Status, body, names and values of the header.
    private static func write(_ response: Response, to arguments: inout LuaHost.Arguments) {
        arguments.append("response")
        arguments.append(Int64(response.status))
        if case .bytes(let bytes) = response.body { arguments.append(bytes: bytes) } else { arguments.append("") }
        for field in response.headers.fields {
            arguments.append(field.name)
            if let raw = field.rawValue { arguments.append(bytes: raw) } else { arguments.append(field.value) }
        }
    }
}
