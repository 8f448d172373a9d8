public import MockModel

/// Looks up the addresses of a name.
public protocol HostResolver: Sendable {
    /// The addresses, in the order in which they are to be tried. Blocks; called on threads that may be blocked.
    ///
    /// - Throws: ``ResolverError`` when there is none.
    func addresses(of name: String) throws(ResolverError) -> [IPAddress]
}

/// Why a name has no address.
public struct ResolverError: Error, Sendable, Equatable {
    /// The reason, in the words of the system: `Name or service not known`.
    public let reason: String

    /// Makes an error.
    public init(_ reason: String) {
        self.reason = reason
    }
}
