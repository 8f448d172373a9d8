extension HeaderFields {
    /// The fields that are meant for the last reader, without those of one connection (RFC 9110 §7.6.1): `Connection` and the fields
    /// it names, `Keep-Alive`, `TE`, `Trailer`, `Transfer-Encoding`, `Upgrade` and every `Proxy-…`.
    ///
    /// `Content-Length` is removed too: the sender frames the message anew.
    public var endToEnd: HeaderFields {
        let options = values(of: "connection").flatMap { $0.split(separator: ",").map { $0.trimmed.lowercased() } }
        let named = Set(options)
        return HeaderFields(
            fields.filter { field in
                let name = field.name.lowercased()
                return !HeaderFields.ofConnection.contains(name) && !name.hasPrefix("proxy-") && !named.contains(name)
            })
    }

    private static let ofConnection: Set<String> = [
        "connection", "content-length", "keep-alive", "te", "trailer", "transfer-encoding", "upgrade",
    ]
}
