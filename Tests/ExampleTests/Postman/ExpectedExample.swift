import Foundation

/// A saved example as its file says it: the request that should reach it, and the answer that should come.
///
/// Read with Foundation and rules of its own, so that it does not repeat the mistakes of the reader under test.
struct ExpectedExample {
    let place: String
    let id: String
    let name: String?
    let method: String
    let target: String
    let contentType: String?
    let requestBody: String
    let status: Int
    let headers: [String]
    let body: String

    /// The body cut at its tokens: what must come back in this order whatever the tokens become.
    var literals: [String] {
        var parts: [String] = []
        var rest = body[...]
        while let token = rest.firstMatch(of: /\{\{[^{}]*\}\}/) {
            parts.append(String(rest[..<token.range.lowerBound]))
            rest = rest[token.range.upperBound...]
        }
        return parts + [String(rest)]
    }
}

/// The examples of a collection in the order of the file.
struct ExpectedCollection {
    private(set) var examples: [ExpectedExample] = []
    private(set) var requests = 0
    private(set) var bareRequests = 0
    private let variables: [String: String]
    private var ids: Set<String> = []

    /// Reads a collection; `nil` when it is none of version 2.
    init?(_ data: Data) {
        guard let any = try? JSONSerialization.jsonObject(with: data), let json = any as? [String: Any] else {
            return nil
        }
        let collection = json["collection"] as? [String: Any] ?? json
        guard let items = collection["item"] as? [[String: Any]] else { return nil }
        var variables: [String: String] = [:]
        for entry in collection["variable"] as? [[String: Any]] ?? [] where entry["disabled"] as? Bool != true {
            guard let key = (entry["key"] ?? entry["id"]) as? String, let value = Self.text(entry["value"]) else {
                continue
            }
            variables[key] = value
        }
        self.variables = variables
        for item in items { add(item, below: "") }
    }

    private mutating func add(_ item: [String: Any], below trail: String) {
        let place = trail + " › " + (item["name"] as? String ?? "?")
        if let children = item["item"] as? [[String: Any]] {
            for child in children { add(child, below: place) }
            return
        }
        guard let request = item["request"] else { return }
        requests += 1
        let answers = item["response"] as? [[String: Any]] ?? []
        if answers.isEmpty { bareRequests += 1 }
        for answer in answers { add(answer, request, place) }
    }

    private mutating func add(_ answer: [String: Any], _ request: Any, _ place: String) {
        let own = answer["originalRequest"]
        let source = (own as? [String: Any]) ?? (own as? String).map { ["url": $0] } ?? request as? [String: Any] ?? [:]
        let url = URLText(source["url"] ?? (request as? [String: Any])?["url"], variables)
        let (type, text) = body(source["body"] as? [String: Any])
        let status = answer["code"] as? Int ?? 200
        let saved = Self.text(answer["body"]) ?? ""
        examples.append(
            ExpectedExample(
                place: place + " › " + (answer["name"] as? String ?? "?"), id: nextID(answer["id"] as? String),
                name: (answer["name"] as? String)?.trimmingCharacters(in: .whitespacesAndNewlines),
                method: (source["method"] as? String ?? "GET").uppercased(), target: url.target, contentType: type,
                requestBody: text, status: status, headers: headers(answer["header"]),
                body: status == 204 || status == 304 ? "" : URLText.fill(saved, variables)))
    }

    private mutating func nextID(_ own: String?) -> String {
        let first = own ?? "\(examples.count + 1)"
        var id = first
        var number = 2
        while !ids.insert(id).inserted {
            id = "\(first)-\(number)"
            number += 1
        }
        return id
    }

    private func headers(_ json: Any?) -> [String] {
        let dropped = ["content-length", "transfer-encoding", "connection", "keep-alive", "content-encoding"]
        var lines: [String] = []
        if let text = json as? String { lines = text.split(whereSeparator: \.isNewline).map(String.init) }
        for entry in json as? [[String: Any]] ?? [] {
            guard let key = (entry["key"] ?? entry["name"]) as? String, entry["disabled"] as? Bool != true else {
                continue
            }
            let value = URLText.fill(Self.text(entry["value"]) ?? "", variables).trimmingCharacters(in: .whitespaces)
            lines.append("\(key): \(value)")
        }
        return lines.filter { line in
            !dropped.contains(line.prefix { $0 != ":" }.lowercased()) && line.lowercased() != "content-type: */*"
        }
    }

    private func body(_ json: [String: Any]?) -> (type: String?, text: String) {
        switch json?["mode"] as? String {
        case "raw":
            let text = URLText.fill(json?["raw"] as? String ?? "", variables)
            return ("text/plain", text)
        case "urlencoded":
            let fields = (json?["urlencoded"] as? [[String: Any]] ?? []).filter { $0["disabled"] as? Bool != true }
            let pairs = fields.map { field in
                [field["key"], field["value"]].map { URLText.encode(URLText.fill(Self.text($0) ?? "", variables)) }
            }
            return ("application/x-www-form-urlencoded", pairs.map { $0.joined(separator: "=") }.joined(separator: "&"))
        case "graphql":
            let graph = json?["graphql"] as? [String: Any] ?? [:]
            var members: [String: Any] = ["query": URLText.fill(graph["query"] as? String ?? "", variables)]
            let text = graph["variables"] as? String ?? ""
            members["variables"] = try? JSONSerialization.jsonObject(with: Data(text.utf8))
            let data = try? JSONSerialization.data(withJSONObject: members)
            return ("application/json", data.map { String(decoding: $0, as: UTF8.self) } ?? "")
        default: return (nil, "")
        }
    }

    static func text(_ json: Any?) -> String? {
        if let text = json as? String { return text }
        return (json as? NSNumber).map { CFGetBoolean($0) ?? "\($0)" }
    }

    private static func CFGetBoolean(_ number: NSNumber) -> String? {
        number.objCType.pointee == 0x63 ? (number.boolValue ? "true" : "false") : nil
    }
}
