import MockModel

/// A request or a response as the admin API shows it.
struct MessageDocument {
    /// Whether secrets are shown as they are.
    let showsSecrets: Bool

    func request(_ method: String, _ url: String, _ headers: HeaderFields, _ body: [UInt8]) -> JSONValue {
        let start = JSONObject([
            .init("method", .string(method)), .init("url", .string(showsSecrets ? url : Masking.target(url))),
        ])
        return message(start, headers, .bytes(body))
    }

    func response(_ response: Response) -> JSONValue {
        message(JSONObject([.init("status", .integer(Int64(response.status)))]), response.headers, response.body)
    }

    private func message(_ start: JSONObject, _ headers: HeaderFields, _ body: Body) -> JSONValue {
        var object = start
        object["headers"] = .array(
            headers.fields.map { .array([.string($0.name), .string(showsSecrets ? $0.value : Masking.header($0))]) })
        switch body {
        case .none: break
        case .file(let file): object["body_file"] = .string(file.path)
        case .bytes(let bytes) where bytes.isEmpty: break
        case .bytes(let bytes): show(bytes, in: &object)
        }
        return .object(object)
    }

    private func show(_ bytes: [UInt8], in object: inout JSONObject) {
        guard bytes.count <= 1 << 20 else {
            object["body_size"] = .integer(Int64(bytes.count))
            return
        }
        if let value = try? JSONValue(parsing: bytes) {
            object["json"] = showsSecrets ? value : Masking.json(value)
        } else {
            object["body"] = .string(String(decoding: bytes, as: UTF8.self))
        }
    }
}
