import MockModel

/// One call, one line, aligned; the reason at the end.
///
///     14:03:22  POST   /carts/cart_1/checkout   201    4 ms   carts/route.lua:25
struct ExchangeLine {
    let exchange: Exchange
    let duration: Duration
    /// The time of day, `14:03:22`.
    let time: String

    /// The columns that paths are given at least.
    static let narrowestPath = 24
    /// A longer path is cut in its middle, where nothing else limits it.
    private static let widestPath = 120
    /// The columns of a line beside its path and its reason.
    private static let fixed = 36
    /// Where a reason stands that has a line of its own.
    private static let margin = String(repeating: " ", count: 10)

    /// The columns that paths are given; those before may have been longer.
    var pathWidth = ExchangeLine.narrowestPath

    /// The columns that a path may take: in a terminal so many that the line need not break.
    static func limit(_ terminal: Terminal) -> Int {
        guard terminal.isInteractive else { return widestPath }
        return max(18, min(widestPath, (terminal.width - fixed) * 6 / 10))
    }

    /// The columns that the path of a call takes.
    static func width(of exchange: Exchange, _ terminal: Terminal) -> Int {
        min(VisibleText(exchange.request.target).escaped.count, limit(terminal), 48)
    }

    /// The line, without its end; a reason for which there is no room stands on lines of its own.
    func text(_ terminal: Terminal) -> String {
        let head = self.head(terminal)
        let shown = shown(reason) + delayText + mark
        let isFitting = !terminal.isInteractive || head.width + shown.count <= terminal.width
        if isFitting { return head.text + shown }
        let alone = self.shown(reason) + delayText
        let lines = FoldedText.lines(alone, width: terminal.width - ExchangeLine.margin.count, indent: 2)
        return ([trimmed(head.text)] + lines.map { ExchangeLine.margin + $0 }).joined(separator: "\n")
    }

    private func trimmed(_ text: String) -> String {
        var text = text
        while text.hasSuffix(" ") { text.removeLast() }
        return text
    }

    private var delayText: String { exchange.delay > .zero ? "      +\(DurationText(exchange.delay).short)" : "" }

    private var mark: String {
        if case .failure = exchange.reason { return "  ↵" }
        return ""
    }

    /// Time, method, path, status and duration, with the columns that they take.
    private func head(_ terminal: Terminal) -> (text: String, width: Int) {
        let method = terminal.paint(shown(exchange.request.method).padded(to: 6), .strong)
        let spent = DurationText(duration).short.aligned(to: 7)
        let path = path(terminal)
        var line = terminal.paint(time, .faint) + "  \(session)\(method) \(path)   "
        line += terminal.paint(status, style) + " " + terminal.paint(spent, .faint) + "   "
        let verb = max(6, shown(exchange.request.method).count)
        return (line, time.count + 2 + session.count + verb + 1 + path.count + 3 + status.count + 1 + spent.count + 3)
    }

    private var session: String {
        exchange.session == "default" ? "" : "[\(shown(exchange.session))] "
    }

    private func path(_ terminal: Terminal) -> String {
        let limit = ExchangeLine.limit(terminal)
        let excess = max(0, shown(exchange.request.method).count - 6)
        return shown(exchange.request.target).cutInMiddle(to: limit).padded(to: min(pathWidth, limit) - excess)
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
