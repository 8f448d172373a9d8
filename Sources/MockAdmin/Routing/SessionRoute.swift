import MockModel

/// Makes the two routes of a path of a session: `/_mock/sessions/{sid}/…`, and `/_mock/…` for the session that the header names, else the default one.
enum SessionRoute {
    static func both(
        _ method: String, _ path: String, _ summary: String, parameters: [AdminParameter] = [],
        body: AdminSchema? = nil, isBodyOptional: Bool = false, sample: JSONValue? = nil, answers: [AdminAnswer],
        handler: @escaping @Sendable (AdminCall) -> AdminStep
    ) -> [AdminRoute] {
        let answers =
            answers + [
                AdminAnswer(
                    404, "There is no such session, or nothing of that name in it.", schema: .reference("Problem"))
            ]
        var short = AdminRoute(
            method, path, summary, parameters: parameters, body: body, answers: answers, handler: handler)
        var long = AdminRoute(
            method, "sessions/{sid}/\(path)", summary, parameters: [sid] + parameters, body: body, answers: answers,
            handler: handler)
        short.sample = sample
        long.sample = sample
        short.isBodyOptional = isBodyOptional
        long.isBodyOptional = isBodyOptional
        short.isShort = true
        return [long, short]
    }

    /// The id of a session in a path.
    static let sid = AdminParameter("sid", .path, "The id of the session.", schema: .text)

    /// What most changes answer.
    static let done = AdminAnswer(200, "It is done.", schema: .object([("ok", AdminSchema(["const": true]))]))
}

extension AdminStep {
    /// What most changes answer.
    static let done = AdminStep.answer(.json(200, ["ok": true]))

    /// A value.
    static func json(_ value: JSONValue) -> AdminStep { .answer(.json(200, value)) }
}
