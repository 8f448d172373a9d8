import MockModel

/// What most handlers answer with: a status, and perhaps a body of JSON.
final class JSONAnswer: Sendable {
    /// One for all sessions, each of which holds it: a look at a global costs more than making the answer should.
    static let shared = JSONAnswer()

    private let header = HeaderFields([("Content-Type", "application/json")])
    /// Slots for the heads of JSON without a further field, by status from 200 on; `nil` for a status without a name.
    private let heads: [EncodingSlot?]

    private init() {
        heads = (200..<512).map { Response.reason(of: $0).isEmpty ? nil : EncodingSlot() }
    }

    /// The response of a status and the bytes of JSON.
    func response(_ status: Int, _ body: [UInt8]?) -> Response {
        guard let body else { return Response(status: status) }
        return Response(status: status, headers: header, body: .bytes(body))
    }

    /// The decision of a call whose code answered with a status and the bytes of JSON.
    func decision(_ status: Int, _ body: [UInt8]?, for call: Call, _ project: CompiledProject) -> Decision {
        Decision(
            response(status, body), because: reason(call, project), head: body == nil ? nil : head(of: status),
            endsConnection: false)
    }

    private func reason(_ call: Call, _ project: CompiledProject) -> Exchange.Reason {
        if case .within = call.passage, call.route.middleware.isEmpty, let index = call.index,
            let reason = project.routes[index].handlerReason
        {
            return reason
        }
        return Exchange.Reason(call, nil, project)
    }

    private func head(of status: Int) -> EncodingSlot? {
        heads.indices.contains(status - 200) ? heads[status - 200] : nil
    }
}
