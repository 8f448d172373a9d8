internal import MockModel

extension YieldedRequest {
    /// What a test asks for: its kind, then what the kind needs; `nil` for a kind that does not exist.
    var test: TestWait? {
        switch values.text(1) {
        case "advance": .advance(values.duration(2) ?? .zero)
        case "set_clock": .setClock(values.integer(2) ?? 0)
        case "calls": .calls(route: values.text(2))
        case "webhooks": .webhooks
        case "reset": .reset
        case "scenario": .scenario(values.text(2) ?? "")
        case "snapshot": .snapshot
        case "restore": .restore(Int(clamping: values.integer(2) ?? 0))
        case "open_socket": .openSocket(target: values.text(2) ?? "/", headers: values.headers(from: 3))
        case "send_message": .sendMessage(Int(clamping: values.integer(2) ?? 0), message)
        case "receive_message":
            .receiveMessage(Int(clamping: values.integer(2) ?? 0), values.duration(3))
        case "close_socket": .closeSocket(Int(clamping: values.integer(2) ?? 0))
        case "behaviors":
            .behaviors(values.bytes(2).flatMap { try? JSONValue(parsing: $0) } ?? .null)
        case "stub": .stub(route: values.text(2) ?? "", location: stubLocation)
        case "request":
            .request(
                method: values.text(2) ?? "GET", target: values.text(3) ?? "/", headers: values.headers(from: 5),
                body: values.bytes(4) ?? [])
        default: nil
        }
    }

    private var message: WebSocketMessage {
        let bytes = values.bytes(4) ?? []
        return values.text(3) == "binary" ? .binary(bytes) : .text(bytes)
    }

    private var stubLocation: SourceLocation {
        SourceLocation(file: values.text(3) ?? "", line: values.integer(4).map { Int(clamping: $0) })
    }
}

extension TestReply {
    /// What `core.wait` returns.
    func write(to arguments: inout LuaHost.Arguments) {
        switch self {
        case .done: arguments.append("done")
        case .refused(let reason):
            arguments.append("refused")
            arguments.append(reason)
        case .value(let value, let number):
            arguments.append("value")
            if let number { arguments.append(Int64(number)) }
            arguments.append(packed: value.bytes)
        case .answered(let answer): answer.write(to: &arguments)
        case .opened(let number):
            arguments.append("opened")
            arguments.append(Int64(number))
        case .message(let part):
            arguments.append("message")
            part?.write(to: &arguments)
        }
    }
}

extension TestAnswer {
    /// The number of the call, status, body, example, fault, milliseconds, further facts, names and values of the header.
    fileprivate func write(to arguments: inout LuaHost.Arguments) {
        arguments.append("answered")
        arguments.append(Int64(call))
        arguments.append(Int64(response.status))
        if case .bytes(let bytes) = response.body { arguments.append(bytes: bytes) } else { arguments.append("") }
        if let example { arguments.append(example) } else { arguments.appendNothing() }
        if let fault { arguments.append(fault.rawValue) } else { arguments.appendNothing() }
        arguments.append(elapsed)
        arguments.append(packed: facts.bytes)
        for field in response.headers.fields {
            arguments.append(field.name)
            arguments.append(field.value)
        }
    }

    /// `log`, a list of texts, and `parts`, a list of time and bytes.
    private var facts: PackedValue {
        let lines = PackedValue.array(log.map { PackedValue($0) })
        let parts = parts.compactMap { part in
            PackedValue(ScriptValue.bytes(part.bytes)).map {
                PackedValue.array([PackedValue(PackedNumber.integer(part.time)), $0])
            }
        }
        return .map([("log", lines), ("parts", PackedValue.array(parts))])
    }
}

extension StreamPart {
    /// The kind, then the bytes, or code and reason.
    fileprivate func write(to arguments: inout LuaHost.Arguments) {
        switch self {
        case .text(let bytes), .bytes(let bytes):
            arguments.append("text")
            arguments.append(bytes: bytes)
        case .binary(let bytes):
            arguments.append("binary")
            arguments.append(bytes: bytes)
        case .close(let code, let reason):
            arguments.append("close")
            arguments.append(Int64(code))
            arguments.append(reason)
        }
    }
}
