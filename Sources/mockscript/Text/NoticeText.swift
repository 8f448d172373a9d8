import MockEngine
import MockModel
import MockServer

/// What the edge met, in one line.
struct NoticeText {
    let notice: EdgeNotice

    init(_ notice: EdgeNotice) {
        self.notice = notice
    }

    /// The line, without its end.
    func text(_ terminal: Terminal) -> String {
        let text = terminal.folded("warning: \(VisibleText(sentence).escaped)")
        return terminal.paint("warning:", .odd) + text.dropFirst("warning:".count)
    }

    private var sentence: String {
        switch notice {
        case .refused(let failure, let address):
            "refused a message of \(address) with \(failure.status): \(failure.detail)"
        case .unfinishedHead(let address): "\(address) left within the header of a request"
        case .blocked(let request, let time):
            "\(request.method) \(request.writtenPath) keeps its event loop busy for \(DurationText(time).short); others wait"
        case .unwritable(let exchange, let error):
            "the answer of call \(exchange.call) (\(exchange.request.method) \(exchange.request.writtenPath)) cannot be written: "
                + "\(error)"
        case .file(let exchange, let failure):
            "call \(exchange.call) (\(exchange.request.method) \(exchange.request.writtenPath)): \(NoticeText.sentence(failure))"
        case .handshake(let exchange, let status, let detail):
            "call \(exchange.call) (\(exchange.request.method) \(exchange.request.writtenPath)) was answered with \(status): \(detail)"
        case .full(let connections): "\(connections) connections are open; no more are accepted for now"
        case .acceptFailed(let number): "a connection could not be accepted (system error \(number))"
        }
    }

    private static func sentence(_ failure: FileFailure) -> String {
        switch failure {
        case .unreadable(let path, let reason): "\(path) \(reason)"
        case .changed(let path, let was, let now): "\(path) had \(was) bytes when the project was loaded, now \(now)"
        }
    }
}
