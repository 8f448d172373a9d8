package import MockServer

/// Where a server can be reached.
package struct ServerURLs {
    /// From this machine.
    package let local: String
    /// From other machines, when it listens at all addresses.
    package let network: [String]

    /// Makes the URLs of a server that was asked to listen at a host.
    package init(_ server: Server, asked host: String) {
        let listensToAll = server.host == "0.0.0.0" || server.host == "::"
        let name = host == "localhost" ? host : listensToAll ? "127.0.0.1" : server.host
        local = ServerURLs.url(name, server.port)
        network = server.reachableAddresses.map { ServerURLs.url($0, server.port) }
    }

    private static func url(_ host: String, _ port: Int) -> String {
        host.contains(":") ? "http://[\(host)]:\(port)" : "http://\(host):\(port)"
    }
}
