import MockModel

/// Makes the answer half of an example, and tells what of it cannot be sent.
struct PostmanExample {
    let variables: PostmanVariables
    /// The names that the request gives to the answer.
    let captures: Set<TextKey>
    /// The members of the answer that cannot be sent as they are, each with the reason.
    private(set) var skipped: [(member: String, reason: String)] = []

    init(variables: PostmanVariables, captures: Set<TextKey>) {
        self.variables = variables
        self.captures = captures
    }

    /// The response of an entry of `response`; `nil`, with a line in `skipped`, when its status cannot be sent.
    mutating func response(of json: JSONValue) -> (Response, Template?)? {
        guard let (status, reason) = status(of: json) else { return nil }
        let headers = headers(of: json["header"])
        let text = body(of: json["body"], status: status)
        let response = Response(
            status: status, reason: reason, headers: headers,
            body: text.isEmpty ? .none : .bytes(Array(text.utf8)))
        return (response, VariableTemplate(filling: response, captures: captures).map(Template.variables))
    }

    /// The status and its text.
    ///
    /// Where the code is missing, the text says it: a text of no status is a 200 and not sent.
    ///
    /// A code that is no final status of HTTP cannot be an answer.
    private mutating func status(of json: JSONValue) -> (Int, reason: String?)? {
        let reason = json["status"]?.scalar.flatMap { $0.isEmpty || !PostmanHeader.isValue($0) ? nil : $0 }
        guard let text = json["code"]?.scalar, !text.isEmpty else {
            let meant = reason.flatMap { PostmanExample.status(named: $0) }
            return (meant ?? 200, meant.flatMap { _ in reason?.first?.isNumber == true ? nil : reason })
        }
        let status = Int(text) ?? Double(text).flatMap { Int(exactly: $0) }
        if let status, (200...999).contains(status) { return (status, reason) }
        skipped.append(("code", "the status \(text) cannot be sent as an answer; use 200 to 999"))
        return nil
    }

    /// The status that a text names: `Not Found`, `404 Not Found`, `404`.
    private static func status(named text: String) -> Int? {
        let words = text.trimmed.split(separator: " ", maxSplits: 1)
        if let number = words.first.flatMap({ Int($0) }), (200...999).contains(number) { return number }
        let text = String(text.trimmed)
        return formerReasons[text.lowercased()]
            ?? (200...599).first { status in
                let reason = Response.reason(of: status)
                return !reason.isEmpty && reason.equalsIgnoringCase(text)
            }
    }

    /// Names that statuses had before RFC 9110.
    private static let formerReasons = [
        "unprocessable entity": 422, "payload too large": 413, "request entity too large": 413,
        "request-uri too long": 414, "requested range not satisfiable": 416, "moved temporarily": 302,
    ]

    private mutating func headers(of json: JSONValue?) -> HeaderFields {
        var headers = HeaderFields()
        for (name, value) in PostmanHeader.entries(of: json) {
            let value = String(variables.fill(value).trimmed)
            guard PostmanHeader.isName(name), PostmanHeader.isValue(value) else {
                skipped.append(("header", "HTTP forbids a character in the header \"\(name.visible)\"; it is not sent"))
                continue
            }
            if PostmanHeader.framing.contains(name.lowercased()) { continue }
            if name.equalsIgnoringCase("content-type"), value == "*/*" { continue }
            headers.append(name, value)
        }
        return headers
    }

    private mutating func body(of json: JSONValue?, status: Int) -> String {
        guard let json, json != .null else { return "" }
        let text = variables.fill(json.text ?? JSONWriter.text(json))
        guard status == 204 || status == 205 || status == 304, !text.isEmpty else { return text }
        skipped.append(("body", "a \(status) has no body; the saved one is not sent"))
        return ""
    }
}

extension String {
    /// The text with its control characters written out, for messages.
    fileprivate var visible: String {
        unicodeScalars.map { $0.value < 0x20 || $0.value == 0x7F ? $0.escaped(asASCII: true) : String($0) }.joined()
    }
}
