/// Where the secrets of a call stand.
extension SecretValues {
    /// Bytes up to which a body is looked through.
    private static let largestBody = 1 << 20

    /// All secrets of a call: of its request, its response, its state changes and its webhooks.
    public init(of exchange: Exchange, by redaction: Redaction) {
        self.init(ofTarget: exchange, by: redaction)
        add(exchange.request.headers, exchange.request.body)
        if let response = exchange.response { add(response) }
        for change in exchange.changes { add(change) }
        for event in exchange.aftermath.events {
            if case .webhook(let attempt) = event { add(attempt) }
        }
    }

    /// The secrets of a call's target: in its query, and in parameters of its path.
    public init(ofTarget exchange: Exchange, by redaction: Redaction) {
        self.init(by: redaction)
        add(target: exchange.request.target)
        add(userInfoOf: exchange.request.target)
        for parameter in exchange.parameters where redaction.hides(parameter.name) {
            add(parameter.value)
            add(PercentEncoding.encode(parameter.value))
        }
    }

    /// The secrets of a webhook.
    public init(of attempt: WebhookAttempt, by redaction: Redaction) {
        self.init(by: redaction)
        add(attempt)
    }

    mutating func add(_ attempt: WebhookAttempt) {
        add(target: attempt.request.url)
        add(userInfoOf: attempt.request.url)
        add(attempt.request.headers, attempt.request.body)
        if case .response(let response) = attempt.result { add(response) }
    }

    private mutating func add(_ response: Response) {
        if case .bytes(let bytes) = response.body {
            add(response.headers, bytes)
        } else {
            add(response.headers, [])
        }
    }

    /// The password of a URL (RFC 3986 §3.2.1), or else the user, which is a token then; as it stands and decoded.
    private mutating func add(userInfoOf url: String) {
        guard let scheme = url.firstRange(of: "://") else { return }
        let authority = url[scheme.upperBound...].prefix { !"/?#".contains($0) }
        guard let end = authority.lastIndex(of: "@") else { return }
        let user = authority[..<end].prefix { $0 != ":" }
        let password = authority[user.endIndex..<end].dropFirst()
        let secret = password.isEmpty ? user : password
        add(secret)
        add(PercentEncoding.decode(secret))
    }

    /// The query of a target or URL: its names percent-decoded, its values as they stand and decoded.
    public mutating func add(target: String) {
        guard let cut = target.utf8.firstIndex(of: UInt8(ascii: "?")) else { return }
        add(form: target[target.utf8.index(after: cut)...])
    }

    /// Fields of `application/x-www-form-urlencoded`.
    private mutating func add(form: Substring) {
        for pair in form.split(separator: "&") {
            guard let equal = pair.firstIndex(of: "=") else { continue }
            let value = pair[pair.index(after: equal)...]
            guard redaction.hides(SecretValues.decoded(pair[..<equal])) else { continue }
            add(value)
            add(SecretValues.decoded(value))
        }
    }

    private static func decoded(_ text: Substring) -> String {
        PercentEncoding.decode(Substring(text.map { $0 == "+" ? " " : $0 }))
    }

    private mutating func add(_ headers: HeaderFields, _ body: [UInt8]) {
        for field in headers.fields where redaction.hides(field.name) { add(field) }
        guard !body.isEmpty, body.count <= SecretValues.largestBody else { return }
        let type = MediaType.essence(of: headers["content-type"] ?? "")
        if type == "application/x-www-form-urlencoded" {
            add(form: Substring(decoding: body, as: UTF8.self))
        } else if type == "multipart/form-data" {
            add(multipart: String(decoding: body, as: UTF8.self))
        } else if let value = try? JSONValue(parsing: body) {
            add(members: value)
        }
    }

    /// A header: its value, what follows its scheme, the parts of Basic credentials, the values of cookies.
    private mutating func add(_ field: HeaderFields.Field) {
        add(field.value)
        if field.name.lowercased().hasSuffix("cookie") {
            for pair in field.value.split(separator: ";") {
                let parts = pair.split(separator: "=", maxSplits: 1)
                if parts.count == 2 { add(parts[1]) }
                if field.name.lowercased().hasPrefix("set-") { return }
            }
        } else if let space = field.value.firstIndex(of: " ") {
            let credentials = field.value[field.value.index(after: space)...]
            add(credentials)
            let pair = BasicCredentials.decoded(credentials)
            if let colon = pair?.firstIndex(of: ":") { add(pair?[colon...].dropFirst() ?? "") }
        }
    }

    /// Parts of `multipart/form-data` (RFC 7578) by their names.
    private mutating func add(multipart text: String) {
        for part in text.split(separator: "\r\n--") {
            guard let end = part.firstRange(of: "\r\n\r\n") else { continue }
            let names = SecretValues.names(in: part[..<end.lowerBound])
            if names.contains(where: { redaction.hides($0) }) { add(part[end.upperBound...]) }
        }
    }

    /// The values of each parameter `name` in the header of a part, in quotes or without; `filename` is another parameter.
    private static func names(in header: Substring) -> [String] {
        header.split(whereSeparator: { $0 == ";" || $0.isNewline }).compactMap { parameter in
            let pair = parameter.split(separator: "=", maxSplits: 1).map { $0.filter { !$0.isWhitespace } }
            guard pair.count == 2, pair[0].lowercased() == "name" else { return nil }
            return pair[1].replacing("\"", with: "")
        }
    }

    private mutating func add(_ change: StateChange) {
        var isSecret = false
        if case .key(let key) = change.place { isSecret = redaction.hides(key) }
        for packed in [change.old, change.new].compactMap(\.self) where packed.bytes.count <= SecretValues.largestBody {
            let value = JSONValue(packed)
            if isSecret { add(texts: value) } else { add(members: value) }
        }
    }

    /// The values of secret members, at any depth.
    private mutating func add(members value: JSONValue) {
        switch value {
        case .array(let elements): for element in elements { add(members: element) }
        case .object(let object):
            for member in object.members {
                if redaction.hides(member.name) { add(texts: member.value) } else { add(members: member.value) }
            }
        default: break
        }
    }

    /// All texts and numbers of a value.
    private mutating func add(texts value: JSONValue) {
        switch value {
        case .string(let text): add(text)
        case .array(let elements): for element in elements { add(texts: element) }
        case .object(let object): for member in object.members { add(texts: member.value) }
        case .integer, .number, .bigNumber: add(JSONWriter.text(value))
        default: break
        }
    }
}

/// The user name and password of `Authorization: Basic` (RFC 7617).
private enum BasicCredentials {
    private static let digits = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

    /// The decoded text; `nil` when it is no Base64 (RFC 4648 §4).
    static func decoded(_ text: Substring) -> String? {
        var bytes: [UInt8] = []
        var bits = 0
        var value = 0
        for byte in text.utf8 where byte != UInt8(ascii: "=") {
            guard let digit = digits.firstIndex(of: byte) else { return nil }
            value = (value << 6 | digit) & 0xFFFF
            bits += 6
            if bits >= 8 {
                bits -= 8
                bytes.append(UInt8(value >> bits & 0xFF))
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
