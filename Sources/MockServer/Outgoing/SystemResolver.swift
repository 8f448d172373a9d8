import Glibc
public import MockModel

/// Asks the system: its hosts file, its DNS servers (`getaddrinfo`, RFC 3493 §6.1).
public struct SystemResolver: HostResolver {
    /// Makes a resolver.
    public init() {}

    /// The addresses of a name for TCP, in the order of RFC 6724.
    public func addresses(of name: String) throws(ResolverError) -> [IPAddress] {
        var hints = unsafe addrinfo()
        unsafe hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        unsafe hints.ai_flags = AI_ADDRCONFIG
        var list: UnsafeMutablePointer<addrinfo>?
        let status = unsafe getaddrinfo(name, nil, &hints, &list)
        defer { unsafe freeaddrinfo(list) }
        guard status == 0 else {
            throw ResolverError(unsafe gai_strerror(status).map { unsafe String(cString: $0) } ?? "error \(status)")
        }
        var addresses: [IPAddress] = []
        var entry = unsafe list
        while let info = unsafe entry?.pointee, addresses.count < SystemResolver.most {
            if let address = unsafe SystemResolver.address(info), !addresses.contains(address) {
                addresses.append(address)
            }
            unsafe entry = info.ai_next
        }
        return addresses
    }

    /// Addresses of one name; a server that is not there at the first of them is hardly there at the last.
    private static let most = 32

    /// Reads the bytes of `sockaddr_in` and `sockaddr_in6` (RFC 3493 §3.3) by their places: behind family and port, and
    /// there behind the flow label.
    ///
    /// In a release build the names of their fields belong to a module of NIO's, which is not ours to import.
    private static func address(_ info: addrinfo) -> IPAddress? {
        let bytes = unsafe UnsafeRawBufferPointer(start: info.ai_addr, count: Int(info.ai_addrlen))
        switch unsafe info.ai_family {
        case AF_INET where bytes.count >= 8:
            return unsafe .v4(bytes[4..<8].reduce(0) { $0 << 8 | UInt32($1) })
        case AF_INET6 where bytes.count >= 24:
            return unsafe .v6(bytes[8..<24].reduce(0) { $0 << 8 | UInt128($1) })
        default: return nil
        }
    }
}
