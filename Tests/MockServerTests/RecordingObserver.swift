import MockModel
import Synchronization

/// Keeps what it hears of exchanges.
final class RecordingObserver: ExchangeObserver {
    private let heard = Mutex<[(target: String, time: Duration)]>([])

    var targets: [String] { heard.withLock { $0.map(\.target) } }
    var times: [Duration] { heard.withLock { $0.map(\.time) } }

    func finished(_ exchange: Exchange, after duration: Duration) {
        heard.withLock { $0.append((exchange.request.target, duration)) }
    }
}
