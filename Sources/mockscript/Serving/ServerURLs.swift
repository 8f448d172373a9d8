import MockServer

/// Where a server can be reached.
struct ServerURLs {
    /// From this machine.
    let local: String
    /// From other machines, when it listens at all addresses.
    let network: [String]

    init(_ server: Server, asked host: String) {
        let listensToAll = server.host == "0.0.0.0" || server.host == "::"
        let name = host == "localhost" ? host : listensToAll ? "127.0.0.1" : server.host
        local = ServerURLs.url(name, server.port)
        network = server.reachableAddresses.map { ServerURLs.url($0, server.port) }
    }

    private static func url(_ host: String, _ port: Int) -> String {
        host.contains(":") ? "http://[\(host)]:\(port)" : "http://\(host):\(port)"
    }
}
