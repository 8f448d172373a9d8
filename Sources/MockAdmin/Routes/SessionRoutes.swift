import MockEngine
import MockModel

/// The sessions, and each of them as a whole.
enum SessionRoutes {
    static let all = [list, create, one, remove] + reset + finish + snapshot + fork + undo

    // MARK: - The table of sessions

    private static let list = AdminRoute(
        "GET", "sessions", "The sessions, the default one first.",
        answers: [
            AdminAnswer(200, "The sessions.", schema: .object([("sessions", .list(of: .reference("Session")))]))
        ]
    ) { call in
        // Sessions that were idle for too long end first, which waits for their code.
        .work { .json(["sessions": .array(call.engine.sessionSummaries.map(call.document(of:)))]) }
    }

    private static let create: AdminRoute = {
        var route = AdminRoute(
            "POST", "sessions", "Makes a session: a world of its own, with state, clock, chance and calls.",
            body: createSchema,
            answers: [
                AdminAnswer(201, "The session.", schema: .reference("Session")),
                AdminAnswer(409, "There is a session of this id.", schema: .reference("Problem")),
            ]
        ) { call in
            .work {
                answering { () throws(ValueError) in call.create(try SessionOptions(call.members, call), from: nil) }
            }
        }
        route.isBodyOptional = true
        route.sample = [
            "id": "checkout-17", "seed": 7, "clock": ["mode": "frozen", "now": "2026-01-01T00:00:00Z"],
            "state": ["sale": true],
        ]
        return route
    }()

    private static let one = AdminRoute(
        "GET", "sessions/{sid}", "One session.", parameters: [SessionRoute.sid],
        answers: [
            AdminAnswer(200, "The session.", schema: .reference("Session")),
            AdminAnswer(404, "There is no such session.", schema: .reference("Problem")),
        ]
    ) { call in
        do throws(CommandFailure) {
            return .json(call.document(of: try call.engine.summary(of: call.session)))
        } catch { return .answer(.refused(error)) }
    }

    private static let remove = AdminRoute(
        "DELETE", "sessions/{sid}", "Ends a session and forgets it; the default one goes back to its start.",
        parameters: [SessionRoute.sid],
        answers: [
            SessionRoute.done, AdminAnswer(404, "There is no such session.", schema: .reference("Problem")),
        ]
    ) { call in
        call.perform(.whole(.finish)) { _ in
            call.engine.remove(session: call.session)
            return .done
        }
    }

    // MARK: - One session as a whole

    private static let reset = SessionRoute.both(
        "POST", "reset",
        "Puts the session back to the start of its scenario: state, clock, chance, calls, pins, behaviors, timers and code.",
        answers: [
            SessionRoute.done,
            AdminAnswer(422, "The setup of the scenario failed.", schema: .reference("Problem")),
        ]
    ) { call in call.perform(.whole(.reset)) { _ in .done } }

    private static let finish = SessionRoute.both(
        "POST", "finish", "Tells what went wrong in the session, then ends it; the default one goes back to its start.",
        answers: [AdminAnswer(200, "What went wrong.", schema: reportSchema)]
    ) { call in
        call.perform(.whole(.finish)) { reply in
            guard case .report(let report) = reply else { return .done }
            // A call that began meanwhile may run code, which the end of the session waits for.
            return .work {
                call.engine.remove(session: call.session)
                return .json(report.document(redaction: call.redaction))
            }
        }
    }

    private static let snapshot =
        SessionRoute.both(
            "GET", "snapshot", "The session as one document, to be kept and put back.",
            answers: [AdminAnswer(200, "The snapshot.", schema: AdminSchema(["type": "object"]))]
        ) { call in
            call.perform(.whole(.snapshot)) { reply in
                guard case .snapshot(let snapshot) = reply else { return .done }
                return .json(snapshot.document)
            }
        }
        + SessionRoute.both(
            "PUT", "snapshot",
            "Puts a snapshot back: state, clock, scenario, pins, behaviors and turns; code and timers end, and the calls are forgotten.",
            body: AdminSchema(["type": "object"]),
            sample: ["version": 1, "clock": ["mode": "frozen", "now": "2026-01-01T00:00:00Z"]],
            answers: [SessionRoute.done]
        ) { call in
            .work {
                answering { () throws(ValueError) in
                    let snapshot = try SessionSnapshot(call.json)
                    return call.perform(.whole(.restore(snapshot, .session))) { _ in .done }
                }
            }
        }

    private static let fork = SessionRoute.both(
        "POST", "fork", "Makes a session from the snapshot of this one.", body: createSchema, isBodyOptional: true,
        sample: ["id": "copy"],
        answers: [
            AdminAnswer(201, "The new session.", schema: .reference("Session")),
            AdminAnswer(409, "There is a session of this id.", schema: .reference("Problem")),
        ]
    ) { call in
        call.perform(.whole(.snapshot)) { reply in
            guard case .snapshot(let snapshot) = reply else { return .done }
            return answering { () throws(ValueError) in
                call.create(try SessionOptions(call.members, call), from: snapshot)
            }
        }
    }

    private static let undo = SessionRoute.both(
        "POST", "undo", "Takes back what the last calls did to the state.",
        body: .object(
            [("calls", AdminSchema(["type": "integer", "minimum": 1, "maximum": 1_000]))], optional: ["calls"]),
        isBodyOptional: true, sample: ["calls": 1],
        answers: [
            AdminAnswer(
                200, "The calls, newest first, and how many of their changes others had overwritten.",
                schema: .object([("calls", .list(of: .whole)), ("overwritten", .whole)])),
            AdminAnswer(409, "Calls that it needs are no longer kept.", schema: .reference("Problem")),
        ]
    ) { call in
        var count = 1
        if case .integer(let calls)? = call.members["calls"] { count = Int(clamping: calls) }
        return call.perform(.whole(.undo(calls: count))) { reply in
            guard case .undone(let calls, let overwritten) = reply else { return .done }
            return .json([
                "calls": .array(calls.map { .integer(Int64($0)) }), "overwritten": .integer(Int64(overwritten)),
            ])
        }
    }

    private static let createSchema = AdminSchema.object(
        [
            ("id", .text), ("scenario", .textOrNull), ("seed", AdminSchema(["type": "integer", "minimum": 0])),
            (
                "clock",
                .object(
                    [("mode", AdminSchema(["enum": ["frozen", "real", "offset"]])), ("now", .text)],
                    optional: ["mode", "now"])
            ),
            ("state", AdminSchema(["type": "object"])),
            ("listen", .object([("port", AdminSchema(["const": 0]))])),
            (
                "collections",
                AdminSchema([
                    "type": "object", "additionalProperties": ["type": "array", "items": ["type": "object"]],
                ])
            ),
        ], optional: ["id", "scenario", "seed", "clock", "state", "collections", "listen"])

    private static let reportSchema = AdminSchema.object([
        ("ok", AdminSchema(["type": "boolean"])), ("message", .text), ("calls", .whole), ("dropped", .whole),
        ("unmatched", .list(of: .reference("Call"))), ("failed", .list(of: .reference("Call"))),
        ("failed_jobs", .whole), ("unused_stubs", .list(of: .text)),
    ])
}

extension AdminCall {
    /// Makes a session, perhaps from a snapshot.
    fileprivate func create(_ options: SessionOptions, from snapshot: SessionSnapshot?) -> AdminStep {
        do throws(CommandFailure) {
            var options = options
            options.snapshot = snapshot
            return .answer(.json(201, document(of: try engine.create(options))))
        } catch { return .answer(.refused(error)) }
    }
}

extension SessionOptions {
    /// Reads the body that makes a session; its schema was checked.
    fileprivate init(_ members: JSONObject, _ call: AdminCall) throws(ValueError) {
        self.init()
        id = members["id"]?.text
        scenario = members["scenario"]?.text
        if case .integer(let number)? = members["seed"] { seed = UInt64(exactly: number) }
        if let clock = members["clock"] {
            let now = try clock["now"]?.text.map { (text) throws(ValueError) in
                guard let time = TimeText.milliseconds(ofRFC3339: text) else {
                    throw ValueError(
                        "clock.now: \"\(text)\" is no time", hint: "write it like \"2026-01-31T12:00:00Z\"")
                }
                return time
            }
            self.clock = Settings.Clock(start: now, isFrozen: clock["mode"] == "frozen")
        }
        if case .object(let state)? = members["state"] { self.state = state }
        if case .object(let collections)? = members["collections"] {
            self.collections = collections.members.map { ($0.name, $0.value.elements ?? []) }
        }
    }
}

extension SessionReport {
    fileprivate func document(redaction: Redaction?) -> JSONValue {
        func list(_ exchanges: [Exchange]) -> JSONValue {
            .array(exchanges.suffix(20).map { ExchangeDocument($0, redaction: redaction).listed })
        }
        return [
            "ok": .bool(isFine), "message": .string(message), "calls": .integer(Int64(calls)),
            "dropped": .integer(Int64(dropped)), "unmatched": list(unmatched), "failed": list(failed),
            "failed_jobs": .integer(Int64(failedJobs)),
            "unused_stubs": .array(unusedStubs.map(JSONValue.string)),
        ]
    }

    private var message: String {
        guard !isFine else { return "nothing went wrong in \(calls) calls" }
        let parts = [
            unmatched.isEmpty ? nil : "\(unmatched.count) unmatched: \(SessionReport.list(unmatched))",
            failed.isEmpty ? nil : "\(failed.count) failed: \(SessionReport.list(failed))",
            failedJobs == 0 ? nil : "timers or streams failed \(failedJobs) times",
        ]
        return parts.compactMap(\.self).joined(separator: "; ")
    }

    private static func list(_ exchanges: [Exchange]) -> String {
        let shown = exchanges.prefix(3).map { "call \($0.call) \($0.request.method) \($0.request.target)" }
        return shown.joined(separator: ", ") + (exchanges.count > 3 ? ", …" : "")
    }
}

extension AdminCall {
    /// A session as the admin API shows it; its URLs begin with the host that was called.
    fileprivate func document(of session: SessionSummary) -> JSONValue {
        let header = engine.current.project.settings.sessions.header
        let base = "http://\(request.host ?? "localhost")/_s/\(session.id)"
        return [
            "id": .string(session.id), "url": .string(base), "header": .string("\(header): \(session.id)"),
            "prefix": .string(base), "scenario": session.scenario.map(JSONValue.string) ?? .null,
            "seed": Int64(exactly: session.seed).map(JSONValue.integer) ?? .bigNumber("\(session.seed)"),
            "clock": SessionReply.clock(session.clock).clockDocument, "calls": .integer(Int64(session.calls)),
        ]
    }
}
