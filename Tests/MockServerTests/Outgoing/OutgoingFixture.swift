import MockModel
import MockServer
import NIOCore
import NIOPosix
import Synchronization

/// Names and addresses as a test says; each look-up is counted.
final class FakeResolver: HostResolver {
    private let answers: Mutex<[String: [[IPAddress]]]>
    private let fallback: [IPAddress]
    let lookUps = Atomic(0)

    /// The addresses of each name, one list for each look-up.
    ///
    /// The last one repeats. Names that are not there have the fallback.
    init(_ answers: [String: [[String]]] = [:], fallback: [String] = []) {
        self.answers = Mutex(answers.mapValues { $0.map { $0.compactMap { IPAddress(strictly: $0) } } })
        self.fallback = fallback.compactMap { IPAddress(strictly: $0) }
    }

    func addresses(of name: String) throws(ResolverError) -> [IPAddress] {
        lookUps.add(1, ordering: .relaxed)
        let found = answers.withLock { answers in
            guard let lists = answers[name], let first = lists.first else { return fallback }
            if lists.count > 1 { answers[name] = Array(lists.dropFirst()) }
            return first
        }
        guard !found.isEmpty else { throw ResolverError("Name or service not known") }
        return found
    }
}

/// Event loops of the client alone: the servers of the tests flood theirs.
let outgoingLoops = MultiThreadedEventLoopGroup(numberOfThreads: 2)

/// Sends a request on an event loop and waits for its result.
///
/// A request that names no time of its own has one that a busy machine does not use up.
func outcome(_ client: OutgoingClient, _ request: OutgoingRequest) async -> OutgoingResult {
    var request = request
    if request.timeout == .seconds(10) { request.timeout = .seconds(36_000) }
    let loop = outgoingLoops.any()
    return await withCheckedContinuation { continuation in
        loop.execute { [request] in _ = client.send(request, on: loop) { continuation.resume(returning: $0) } }
    }
}

extension OutgoingResult {
    var kind: OutgoingFailure.Kind? {
        if case .failure(let failure) = self { failure.kind } else { nil }
    }

    var message: String {
        if case .failure(let failure) = self { failure.message } else { "" }
    }

    var response: Response? {
        if case .response(let response) = self { response } else { nil }
    }
}

extension Response {
    var bytes: [UInt8] {
        if case .bytes(let bytes) = body { bytes } else { [] }
    }

    var text: String { String(decoding: bytes, as: UTF8.self) }
}
