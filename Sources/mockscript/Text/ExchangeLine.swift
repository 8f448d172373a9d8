import MockModel

/// One call, one line, aligned; the reason at the end.
///
///     14:03:22  POST   /carts/cart_1/checkout   201    4 ms   carts/route.lua:25
struct ExchangeLine {
    let exchange: Exchange
    let duration: Duration
    /// The time of day, `14:03:22`.
    let time: String

    /// The columns that a path is given; a longer one pushes the rest of its line.
    private static let pathWidth = 24
    /// A longer path is cut.
    private static let widestPath = 120

    /// The line, without its end.
    func text(_ terminal: Terminal) -> String {
        let method = terminal.paint(shown(exchange.request.method).padded(to: 6), .strong)
        let spent = DurationText(duration).short.aligned(to: 7)
        var line = terminal.paint(time, .faint) + "  \(session)\(method) \(path)   "
        line += terminal.paint(status, style) + " " + terminal.paint(spent, .faint) + "   " + shown(reason)
        if exchange.delay > .zero { line += "      +\(DurationText(exchange.delay).short)" }
        if case .failure = exchange.reason { line += "  ↵" }
        return line
    }

    private var session: String {
        exchange.session == "default" ? "" : "[\(shown(exchange.session))] "
    }

    private var path: String {
        let path = shown(exchange.request.target)
        let cut = path.count > ExchangeLine.widestPath ? path.prefix(ExchangeLine.widestPath - 1) + "…" : path
        return cut.padded(to: ExchangeLine.pathWidth)
    }

    /// The status, or the name of the fault that stands in its place.
    private var status: String {
        if let fault = exchange.fault, exchange.response == nil { return fault.kind.rawValue }
        return exchange.response.map { String($0.status) } ?? "---"
    }

    private var style: Terminal.Style {
        guard exchange.fault == nil, let status = exchange.response?.status else { return .fault }
        return switch status {
        case ..<300: .good
        case ..<400: .moved
        case ..<500: .odd
        default: .bad
        }
    }

    /// The sentence of the exchange; places lie below `routes/`, which goes without saying.
    private var reason: String {
        var sentence = exchange.reason.sentence
        if sentence.hasPrefix("routes/") { sentence.removeFirst("routes/".count) }
        if let fault = exchange.fault { sentence += " (fault \(fault.kind.rawValue))" }
        switch exchange.departure {
        case .beforeAnswer: sentence += " (client left before the answer)"
        case .duringAnswer: sentence += " (client left during the answer)"
        case nil: break
        }
        return sentence
    }

    private func shown(_ text: String) -> String {
        VisibleText(text).escaped
    }
}
