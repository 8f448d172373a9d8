internal import MockModel

extension HostCalls {
    /// What concerns the files of the project, and what a handler writes.
    func projectCall(
        _ function: HostFunction, _ arguments: LuaHost.Values, _ reply: LuaHost.Reply, _ run: ScriptRun?
    ) -> LuaHost.Verdict {
        let text = arguments.text(0) ?? ""
        switch function {
        case .handler: return handler(arguments.integer(0), reply)
        case .module: reply.append(modules[text].map(ScriptValue.text) ?? .nothing)
        case .moduleNames: modules.keys.sorted().forEach(reply.append)
        case .loading: loading.append(RandomGenerator(seed: world.seed, key: text))
        case .loaded: _ = loading.popLast()
        case .log: log(text, arguments.text(1) ?? "", run, isAboutHandler: arguments.boolean(2) ?? false)
        default: return outside(function, text, reply)
        }
        return .results
    }

    /// The script and the key of the handler with a number.
    private func handler(_ number: Int64?, _ reply: LuaHost.Reply) -> LuaHost.Verdict {
        guard let number = number.map(Int.init(clamping:)), handlers.indices.contains(number) else {
            return .raise("no handler has this number")
        }
        reply.append(handlers[number].script)
        reply.append(handlers[number].key)
        return .results
    }

    /// Lines of one call: a script's memory is limited, and so is what it writes.
    private static let mostLines = 1_000

    private func log(_ level: String, _ text: String, _ run: ScriptRun?, isAboutHandler: Bool) {
        let place = isAboutHandler ? run?.call?.route.handler?.location : nil
        let text = (place.map { "\($0): " } ?? "") + text
        guard let call = run?.call, call.log.count <= HostCalls.mostLines else { return }
        if call.log.count == HostCalls.mostLines {
            call.write(LogLine(level: .warn, text: "further lines are not kept"))
        } else {
            call.write(LogLine(level: LogLine.Level(rawValue: level) ?? .info, text: text))
        }
    }

    private func outside(_ function: HostFunction, _ name: String, _ reply: LuaHost.Reply) -> LuaHost.Verdict {
        do throws(FileAccessError) {
            if function == .read {
                reply.append(bytes: try world.file(name))
            } else {
                reply.append(try world.environment(name).map(ScriptValue.text) ?? .nothing)
            }
            return .results
        } catch { return .raise("\(function == .read ? "mock.read" : "mock.env"): \"\(name)\" \(error.reason)") }
    }
}
