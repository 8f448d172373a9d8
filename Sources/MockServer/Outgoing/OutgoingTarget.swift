import MockModel
import NIOCore

/// Where a request goes, and its bytes: what is certain before anything is looked up.
struct OutgoingTarget {
    let url: WebURL
    let bytes: ByteBuffer
    /// Whether a second one does no more than the first (RFC 9110 §9.2.2).
    let isRepeatable: Bool
    private let rules: NetworkRules

    /// The server's name for messages, with its port when it is not the scheme's.
    var name: String { url.origin.authority }

    /// Judges the URL, and writes the request.
    ///
    /// - Throws: a failure of the kind `not_allowed` for a server that is not listed, for our own admin API, and for mocks that call one
    ///   another without end; `protocol` when the request cannot be written.
    init(_ request: OutgoingRequest, client: OutgoingClient) throws(OutgoingFailure) {
        do throws(WebURLError) {
            url = try WebURL(parsing: request.url)
        } catch { throw OutgoingFailure(.notAllowed, error.message) }
        rules = NetworkRules(request.allowed)
        if let problem = rules.problem(of: url.origin) { throw OutgoingFailure(.notAllowed, problem) }
        if client.isBarred(url) {
            throw OutgoingFailure(
                .notAllowed, "\(url.origin.authority) is this server, whose admin API is closed to its own mocks")
        }
        if let failure = CallDepth.failure(of: request.headers) { throw failure }
        isRepeatable = ["GET", "HEAD", "OPTIONS", "PUT", "DELETE", "TRACE"].contains(request.method)
        bytes = try OutgoingMessage.encode(request, to: url, keepsAlive: isRepeatable)
    }

    /// The addresses that may be connected to.
    ///
    /// - Throws: a failure of the kind `unknown_host` when there is none at all; `not_allowed`, with the reason of the first, when none is open.
    func judge(_ result: Result<[IPAddress], any Error>) throws(OutgoingFailure) -> [IPAddress] {
        let addresses = (try? result.get()) ?? []
        guard let first = addresses.first else {
            var reason = ""
            if case .failure(let error as ResolverError) = result { reason = ": \(error.reason)" }
            throw OutgoingFailure(.unknownHost, "\(url.origin.host) has no address\(reason)")
        }
        let open = addresses.filter { rules.problem(of: $0, of: url.origin.host) == nil }
        if open.isEmpty, let problem = rules.problem(of: first, of: url.origin.host) {
            throw OutgoingFailure(.notAllowed, problem)
        }
        return open
    }
}
