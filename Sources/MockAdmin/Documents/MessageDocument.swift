import MockModel

/// A request or a response as the admin API shows it.
struct MessageDocument {
    /// The secrets to mask; `nil` shows everything.
    let redaction: Redaction?
    /// The secrets of the call; `nil` shows everything.
    let secrets: SecretValues?
    /// The room for bodies and texts.
    let room: DocumentRoom

    func request(_ method: String, _ url: String, _ headers: HeaderFields, _ body: [UInt8]) -> JSONValue {
        let start = JSONObject([.init("method", .string(method)), .init("url", .string(url))])
        return message(start, headers, .bytes(body))
    }

    func response(_ response: Response) -> JSONValue {
        message(JSONObject([.init("status", .integer(Int64(response.status)))]), response.headers, response.body)
    }

    /// A line that code wrote.
    func text(_ text: String) -> JSONValue { room.text(text, without: secrets) }

    private func message(_ start: JSONObject, _ headers: HeaderFields, _ body: Body) -> JSONValue {
        var object = start
        object["headers"] = .array(
            headers.fields.map { .array([.string($0.name), .string(shown($0))]) })
        switch body {
        case .none: break
        case .file(let file): object["body_file"] = .string(file.path)
        case .bytes(let bytes) where bytes.isEmpty: break
        case .bytes(let bytes): show(bytes, in: &object)
        }
        return .object(object)
    }

    private func shown(_ field: HeaderFields.Field) -> String {
        redaction?.hides(field.name) == true ? Redaction.mask : field.value
    }

    private func show(_ bytes: [UInt8], in object: inout JSONObject) {
        guard room.take(bytes.count) else {
            object["body_size"] = .integer(Int64(bytes.count))
            return
        }
        if let value = try? JSONValue(parsing: bytes) {
            object["json"] = value
        } else if let text = MessageDocument.text(bytes) {
            object["body"] = .string(text)
        } else {
            object["body_base64"] = .string(Base64.encode(bytes, .standard))
        }
    }

    /// The text of a body; `nil` when it is no UTF-8 or has control characters, of which JSON would write six bytes for each.
    private static func text(_ bytes: [UInt8]) -> String? {
        let hasControls = bytes.contains { $0 < 0x20 && ![0x09, 0x0A, 0x0D].contains($0) }
        return hasControls ? nil : String(validating: bytes, as: UTF8.self)
    }
}
