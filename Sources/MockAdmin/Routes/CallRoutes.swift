import MockEngine
import MockModel

/// The calls that were answered.
enum CallRoutes {
    static let all = [list, one]

    private static let list = AdminRoute(
        "GET", "calls", "The newest calls, oldest first, and how many older ones were dropped.",
        parameters: [
            AdminParameter("route", .query, "Only calls of this route: `GET /carts/{id}`.", schema: .text),
            AdminParameter("status", .query, "Only calls with this status: `404` or `4xx`.", schema: .text),
            AdminParameter(
                "unmatched", .query, "Only calls that nothing answers; `false` for the others.", schema: .text),
            AdminParameter("since", .query, "Only calls after the one of this number.", schema: .text),
        ],
        answers: [AdminAnswer(200, "The calls; bodies up to 4 KiB.", schema: listSchema)]
    ) { call in
        let journal = call.engine.journal
        let filter = CallFilter(call.request.queryItems, below: call.engine.current.project.settings.basePath)
        let (exchanges, redaction) = (journal.exchanges, call.redaction)
        return .list("{\"calls\":[", "],\"dropped\":\(journal.dropped)}\n", count: exchanges.count) { index in
            let exchange = exchanges[index]
            return filter.accepts(exchange) ? ExchangeDocument(exchange, redaction: redaction).listed : nil
        }
    }

    private static let one = AdminRoute(
        "GET", "calls/{n}", "One call in full.",
        parameters: [
            AdminParameter(
                "n", .path, "The number of the call.", schema: AdminSchema(["type": "integer", "minimum": 1]))
        ],
        answers: [
            AdminAnswer(200, "The call; bodies up to 1 MiB.", schema: .reference("Call")),
            AdminAnswer(404, "There is no call of this number.", schema: .reference("Problem")),
        ]
    ) { call in
        guard let number = Int(call["n"]) else {
            return .answer(
                .problem(
                    404, "There is no \(call.request.path)", hint: call.routes.hint(for: call.request.path)))
        }
        guard let exchange = call.engine.journal.exchanges.first(where: { $0.call == number }) else {
            return .answer(
                .problem(404, "There is no call \(number)", hint: "GET /_mock/calls lists those that are kept"))
        }
        let redaction = call.redaction
        let document: @Sendable () -> AdminStep = {
            .answer(.json(200, ExchangeDocument(exchange, redaction: redaction).whole))
        }
        return exchange.bodyBytes < CallRoutes.smallBodies ? document() : .work(document)
    }

    /// Bytes of bodies up to which a call is shown on the event loop.
    private static let smallBodies = 1 << 14

    private static let listSchema = AdminSchema.object([
        ("calls", .list(of: .reference("Call"))), ("dropped", .whole),
    ])
}
