/// Whom the code of a project may call: this machine always, others as `network` of the settings says.
///
/// It judges twice: the server by its URL, and, once its name was looked up, each address. A listed name does not open the private network
/// that its DNS may lead to (CVE-2023-41329); an entry that names the address, or a network around it, does.
public struct NetworkRules: Sendable, Equatable {
    private let rules: [NetworkRule]

    /// Reads entries of `network`, and the URL of an upstream, which stands for its server; what is neither was told at load.
    public init(_ entries: [String]) {
        rules = entries.compactMap { entry in
            if let rule = try? NetworkRule(parsing: entry) { return rule }
            guard let origin = try? WebURL(parsing: entry).origin else { return nil }
            return NetworkRule(isSecure: origin.isSecure, target: .host(origin.host), port: .number(origin.port))
        }
    }

    /// Why a URL may not be called, in a sentence that says what to do; `nil` when it may.
    public func problem(of url: String) -> String? {
        do throws(WebURLError) {
            return problem(of: try WebURL(parsing: url).origin)
        } catch {
            return error.message
        }
    }

    /// The same for a server.
    public func problem(of origin: WebOrigin) -> String? {
        if origin.host.isLoopback || rules.contains(where: { $0.allows(origin) }) { return nil }
        return "\(origin.host) may not be called: add \"\(origin)\" to \"network\" in mockscript.yaml"
    }

    /// Why an address may not be connected to, to which the name of an allowed server leads; `nil` when it may.
    public func problem(of address: IPAddress, of host: WebHost) -> String? {
        if host == .address(address) || host.isLoopback && address.isLoopback { return nil }
        guard let restriction = address.restriction, !rules.contains(where: { $0.names(address) }) else { return nil }
        return "\(host) may not be called at \(address), which is \(restriction): "
            + "add \"\(address)\" to \"network\" in mockscript.yaml"
    }
}
