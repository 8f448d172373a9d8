import MockEngine
import MockModel

/// The clock of a session.
enum ClockRoutes {
    static let all = read + set + advance

    private static let read = SessionRoute.both(
        "GET", "clock", "What the clock of the session shows, and whether it stands still.",
        answers: [AdminAnswer(200, "The clock.", schema: clockSchema)]
    ) { call in call.perform(.clock(.read)) { .json($0.clockDocument) } }

    private static let set = SessionRoute.both(
        "PUT", "clock",
        "Sets the clock, lets it stand still, or lets it run on; what is due on the way forward runs, each at its own time.",
        body: .object([("mode", modeSchema), ("now", .text)], optional: ["mode", "now"]),
        sample: ["mode": "frozen", "now": "2026-01-01T00:00:00Z"],
        answers: [AdminAnswer(200, "What the clock shows now, and what ran.", schema: movedSchema)]
    ) { call in
        answering { () throws(ValueError) in
            guard let time = try call.wantedTime else { return call.setMode { .json($0.clockDocument) } }
            if call.members["mode"] == "frozen" {
                // It stands still before it moves, so that it shows exactly the time that is asked for.
                return call.perform(.clock(.freeze)) { _ in
                    call.perform(.clock(.set(time))) { .json($0.clockDocument) }
                }
            }
            return call.perform(.clock(.set(time))) { moved in
                call.setMode { reply in .json(moved.clockDocument.with(mode: reply.clockDocument["mode"])) }
            }
        }
    }

    private static let advance = SessionRoute.both(
        "POST", "clock/advance",
        "Moves the clock forward; answers when what is due on the way has run, each at its own time and in order.",
        body: .object([("by", .text)]), sample: ["by": "15m"],
        answers: [
            AdminAnswer(200, "What the clock shows now, and what ran.", schema: movedSchema),
            AdminAnswer(409, "The session was reset meanwhile.", schema: .reference("Problem")),
        ]
    ) { call in
        answering { () throws(ValueError) in
            let time = try call.duration(call.members["by"]?.text ?? "", "by")
            return call.perform(.clock(.advance(time))) { .json($0.clockDocument) }
        }
    }

    private static let modeSchema = AdminSchema(["enum": ["frozen", "real", "offset"]])
    private static let clockMembers = [("mode", modeSchema), ("now", AdminSchema.text)]
    static let clockSchema = AdminSchema.object(clockMembers)
    private static let movedSchema = AdminSchema.object(
        clockMembers + [("ran", .list(of: jobSchema))], optional: ["ran"])
    private static let jobSchema = AdminSchema.object(
        [
            ("what", AdminSchema(["enum": ["timer", "webhook", "expiry"]])), ("at", .text), ("call", .whole),
            ("outcome", AdminSchema(["enum": ["ended", "running", "waiting", "failed"]])), ("status", .whole),
            ("error", .text), ("id", .text), ("attempt", .whole), ("method", .text), ("url", .text), ("key", .text),
        ], optional: ["call", "status", "error", "id", "attempt", "method", "url", "key"])
}

extension AdminCall {
    /// The time to which the body sets the clock: `now`, else that of the machine for the mode `real`.
    fileprivate var wantedTime: Int64? {
        get throws(ValueError) {
            guard let text = members["now"]?.text else { return members["mode"] == "real" ? engine.wallTime : nil }
            if members["mode"] == "real" {
                throw ValueError("the mode \"real\" takes no time", hint: "the mode \"offset\" runs from a time")
            }
            guard let time = TimeText.milliseconds(ofRFC3339: text) else {
                throw ValueError("now: \"\(text)\" is no time", hint: "write it like \"2026-01-31T12:00:00Z\"")
            }
            return time
        }
    }

    /// Lets the clock stand still or run, as the body says.
    fileprivate func setMode(_ answer: @escaping @Sendable (SessionReply) -> AdminStep) -> AdminStep {
        forget()
        switch members["mode"] {
        case "frozen": return perform(.clock(.freeze), answer)
        case "real", "offset": return perform(.clock(.thaw), answer)
        default: return perform(.clock(.read), answer)
        }
    }
}

extension SessionReply {
    /// What the clock shows, and what ran.
    var clockDocument: JSONValue {
        switch self {
        case .clock(let reading): .object(reading.document)
        case .moved(let reading, let ran):
            .object(reading.document.adding("ran", .array(ran.map(\.document))))
        default: .null
        }
    }
}

extension ClockReading {
    fileprivate var document: JSONObject {
        JSONObject([
            .init("mode", .string(mode.rawValue)),
            .init("now", .string(TimeText.rfc3339(now, milliseconds: true))),
        ])
    }
}

extension JSONObject {
    fileprivate func adding(_ name: String, _ value: JSONValue) -> JSONObject {
        var object = self
        object[name] = value
        return object
    }
}

extension JSONValue {
    fileprivate func with(mode: JSONValue?) -> JSONValue {
        guard case .object(var object) = self else { return self }
        object["mode"] = mode
        return .object(object)
    }
}

extension RanJob {
    fileprivate var document: JSONValue {
        var object = JSONObject()
        switch work {
        case .timer: object["what"] = "timer"
        case .expiry(let key):
            object["what"] = "expiry"
            object["key"] = .string(key)
        case .webhook(let id, let method, let url, let attempt):
            object["what"] = "webhook"
            object["id"] = .string(id)
            object["attempt"] = .integer(Int64(attempt))
            object["method"] = .string(method)
            object["url"] = .string(url)
        }
        object["at"] = .string(TimeText.rfc3339(time, milliseconds: true))
        object["call"] = call.map { .integer(Int64($0)) }
        write(outcome, to: &object)
        return .object(object)
    }

    private func write(_ outcome: Outcome, to object: inout JSONObject) {
        switch outcome {
        case .ended: object["outcome"] = "ended"
        case .running: object["outcome"] = "running"
        case .waiting: object["outcome"] = "waiting"
        case .status(let status):
            object["outcome"] = "ended"
            object["status"] = .integer(Int64(status))
        case .failed(let message):
            object["outcome"] = "failed"
            object["error"] = .string(message)
        }
    }
}
