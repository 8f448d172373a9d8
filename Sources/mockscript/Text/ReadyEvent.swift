import MockModel

/// The first line of `--json`, and what `--ready-file` holds: the port is open and the project loaded.
struct ReadyEvent {
    let url: String
    let port: Int
    /// Addresses for other machines, when it listens at all of its own.
    var network: [String] = []
    /// The address of the admin API; `nil` when it is off.
    let admin: String?
    let pid: Int32
    let version: String

    /// One line of JSON, with its line end.
    var line: String {
        var object = JSONObject([
            .init("event", "ready"), .init("url", .string(url)), .init("port", .integer(Int64(port))),
        ])
        if !network.isEmpty { object["network"] = .array(network.map(JSONValue.string)) }
        object["admin"] = admin.map(JSONValue.string)
        object["pid"] = .integer(Int64(pid))
        object["version"] = .string(version)
        return JSONLine(.object(object)).text
    }
}

/// A JSON value in one line.
struct JSONLine {
    let text: String

    init(_ value: JSONValue) {
        text = String(decoding: JSONWriter.compact(value), as: UTF8.self) + "\n"
    }
}
