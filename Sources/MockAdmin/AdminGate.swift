import MockModel

/// Decides who may call the admin API: one gate in front of every path.
///
/// Mocks serve other people's HTML on the same origin, and browsers run other people's scripts: what comes from a browser, or under a
/// foreign host name (DNS rebinding), is refused.
struct AdminGate: Sendable {
    /// Names under which the server may be called, beside addresses and `localhost`.
    let hosts: Set<String>
    /// The token; `nil` when none was set.
    ///
    /// An empty one is none.
    let token: String?
    /// Whether only loopback can reach the server.
    let isLoopback: Bool

    /// Why a call is refused.
    enum Refusal: Equatable {
        /// The `Host` is none of ours.
        case host(String)
        /// It comes from a browser or from outside, without the token.
        case token
    }

    /// Checks a request; `nil` lets it pass.
    func refusal(of request: Request) -> Refusal? {
        let host = request.hostName ?? ""
        guard AdminGate.isOwn(host) || hosts.holds(host) else { return .host(host) }
        let needsToken = !isLoopback || AdminGate.isFromBrowser(request)
        return needsToken && !hasToken(request) ? .token : nil
    }

    /// Whether a request shows the token.
    func hasToken(_ request: Request) -> Bool {
        guard let token, !token.isEmpty, let given = AdminGate.bearer(request) else { return false }
        return AdminGate.isSame(Array(given.utf8), Array(token.utf8))
    }

    /// Compares in a time that depends only on the length of the given bytes.
    private static func isSame(_ given: [UInt8], _ token: [UInt8]) -> Bool {
        var difference = UInt(bitPattern: given.count ^ token.count)
        for index in given.indices { difference |= UInt(given[index] ^ token[index % token.count]) }
        return difference == 0
    }

    private static func bearer(_ request: Request) -> String? {
        guard let value = request.headers["authorization"], value.lowercased().hasPrefix("bearer ") else {
            return request.queryItems.first { $0.name == "token" }?.value
        }
        return String(value.dropFirst(7).trimmed)
    }

    private static func isFromBrowser(_ request: Request) -> Bool {
        request.headers.fields.contains {
            $0.name.equalsIgnoringCase("origin") || $0.name.lowercased().hasPrefix("sec-fetch-")
        }
    }

    /// An address or `localhost`: names that no foreign DNS can point at us.
    private static func isOwn(_ host: String) -> Bool {
        if host == "localhost" || host.hasPrefix("[") { return true }
        let parts = host.split(separator: ".", omittingEmptySubsequences: false)
        return parts.count == 4 && parts.allSatisfy { UInt8($0) != nil }
    }
}
