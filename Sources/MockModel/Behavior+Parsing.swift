extension Behavior {
    /// Reads a behavior as code writes it: `{ delay = "400ms", fail = { rate = 0.5, status = 503 } }`.
    ///
    /// - Throws: `ValueError` that names the member at fault and what it can be.
    public init(parsing value: JSONValue) throws(ValueError) {
        let members = try BehaviorMembers(value, of: "a behavior", known: ["delay", "rate", "fail", "limit"])
        self.init()
        delay = try members.measure("delay") { text throws(ValueError) in try Latency(parsing: text) }
        rate = try members.measure("rate") { text throws(ValueError) in try Rate(parsing: text) }
        if let value = members["fail"] { fail = try Fail(parsing: value) }
        if let value = members["limit"] { limit = try Limit(parsing: value) }
    }
}

extension Behavior.Fail {
    init(parsing value: JSONValue) throws(ValueError) {
        let members = try BehaviorMembers(value, of: "fail", known: ["rate", "status", "example", "fault"])
        self.init()
        rate = try members.share("rate") ?? rate
        status = try members.integer("status", in: 200...999) ?? status
        example = try members.text("example")
        fault = try members.measure("fault") { text throws(ValueError) in try Fault(parsing: text) }
    }
}

extension Behavior.Limit {
    init(parsing value: JSONValue) throws(ValueError) {
        let members = try BehaviorMembers(value, of: "limit", known: ["requests", "per", "key", "status", "example"])
        let per = try members.measure("per") { text throws(ValueError) in try Duration(mock: text) }
        guard let requests = try members.integer("requests", in: 0...Int(Int32.max)), let per else {
            throw ValueError("limit needs requests and per", hint: "write limit = { requests = 5, per = \"1m\" }")
        }
        self.init(requests: requests, per: per)
        key = try members.text("key")
        status = try members.integer("status", in: 200...999) ?? status
        example = try members.text("example")
        guard let key, key != "ip" else { return }
        guard ["header.", "query."].contains(where: { key.hasPrefix($0) && key.count > $0.count }) else {
            throw ValueError(
                "key is \"\(key)\", which tells no clients apart",
                hint: "write \"ip\", \"header.x-api-key\" or \"query.token\"")
        }
    }
}

extension BehaviorRule {
    /// Checks a pattern of routes: `/**`, `/payments/*`, `GET /users/{id}`; hands it back.
    ///
    /// - Throws: `ValueError` that shows how one is written.
    public static func checked(pattern: String) throws(ValueError) -> String {
        let words = pattern.split(separator: " ", omittingEmptySubsequences: false)
        guard let path = words.last, path.hasPrefix("/"), words.count <= 2 else {
            throw ValueError(
                "it is no pattern of routes", hint: "write \"/**\", \"/payments/*\" or \"GET /users/{id}\"")
        }
        return pattern
    }
}

/// The members of a table of a behavior, each of a known name.
private struct BehaviorMembers {
    private let value: JSONValue

    init(_ value: JSONValue, of owner: String, known: [String]) throws(ValueError) {
        self.value = value
        if value.elements?.isEmpty == true { return }
        guard case .object(let object) = value else { throw ValueError("\(owner) must be a table") }
        for member in object.members where !known.contains(member.name) {
            let near = Suggestion.closest(to: member.name, among: known).map { "did you mean '\($0)'?" }
            throw ValueError(
                "\(owner) has no '\(member.name)'", hint: near ?? "it has \(known.joined(separator: ", "))")
        }
    }

    subscript(name: String) -> JSONValue? { value[name] }

    func text(_ name: String) throws(ValueError) -> String? {
        guard let member = value[name] else { return nil }
        guard let text = member.text else { throw ValueError("\(name) must be text") }
        return text
    }

    func measure<Value>(
        _ name: String, _ parse: (String) throws(ValueError) -> Value
    ) throws(ValueError) -> Value? {
        if case .integer(let number) = value[name] {
            throw ValueError(
                "\(name) is \(number), without a unit",
                hint: "write \(name) = \"\(number)s\" or \"\(number)ms\"")
        }
        guard let text = try text(name) else { return nil }
        return try parse(text)
    }

    func integer(_ name: String, in range: ClosedRange<Int>) throws(ValueError) -> Int? {
        guard let member = value[name] else { return nil }
        guard case .integer(let number) = member, let whole = Int(exactly: number), range.contains(whole) else {
            throw ValueError("\(name) must be a whole number from \(range.lowerBound) to \(range.upperBound)")
        }
        return whole
    }

    func share(_ name: String) throws(ValueError) -> Double? {
        switch value[name] {
        case nil: return nil
        case .integer(let number) where (0...1).contains(number): return Double(number)
        case .number(let number) where (0...1).contains(number): return number
        default: throw ValueError("\(name) must be a share from 0 to 1", hint: "write rate = 0.1 for every tenth call")
        }
    }
}
