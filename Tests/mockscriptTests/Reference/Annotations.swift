/// What a definition file declares, read line by line: the annotations of LuaCATS and the Lua below them.
struct Annotations {
    /// A class with its fields as `name type`.
    struct Class: Equatable {
        var parent: String?
        var fields: [String: String] = [:]
    }

    /// A function: its parameters in their order, each with its type where one is said, and its results.
    struct Function: Equatable {
        var parameters: [String] = []
        var types: [String: String] = [:]
        var results: [String] = []
    }

    private(set) var name = ""
    private(set) var classes: [String: Class] = [:]
    private(set) var aliases: [String: String] = [:]
    /// By `mock.fetch`, or `mock.Collection:get` for a method of a class.
    private(set) var functions: [String: Function] = [:]
    private(set) var values: [String: String] = [:]
    /// What no rule knows.
    private(set) var problems: [String] = []

    private var variables: [String: String] = [:]
    private var open: String?
    private var alias: String?
    private var pending = Function()
    private var optional: Set<String> = []
    private var valueType: String?
    private var generics: Set<String> = []

    init(_ text: String) {
        for (number, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            if !take(String(line)) { problems.append("\(number + 1): \(line)") }
        }
    }

    private mutating func take(_ line: String) -> Bool {
        if line.hasPrefix("---@") { return annotation(String(line.dropFirst(4))) }
        if line.hasPrefix("---|"), let alias {
            aliases[alias, default: ""] += "|" + word(String(line.dropFirst(4)))
            return true
        }
        if line.hasPrefix("--") { return true }
        if line.isEmpty {
            (open, alias, pending, valueType, generics) = (nil, nil, Function(), nil, [])
            return true
        }
        return code(line)
    }

    private func word(_ text: String) -> String { AnnotationType.cut(text).type }

    private mutating func annotation(_ line: String) -> Bool {
        guard let blank = line.firstIndex(of: " ") else { return false }
        let rest = String(line[line.index(after: blank)...])
        switch line[..<blank] {
        case "meta": name = rest
        case "class": declareClass(rest)
        case "alias": declareAlias(rest)
        case "field": return field(rest)
        case "param":
            let (name, type) = named(rest)
            pending.types[name] = type
            return known(type)
        case "return":
            return results(rest)
        case "generic": generics.insert(rest)
        case "type":
            valueType = rest
            return known(rest)
        default: return false
        }
        return true
    }

    private mutating func declareClass(_ rest: String) {
        let parts = rest.split(separator: ":").map { $0.filter { $0 != " " } }
        let name = String(parts[0].prefix { $0 != "<" })
        if parts[0].contains("<") { generics.insert("T") }
        open = name
        alias = nil
        classes[name] = Class(parent: parts.count > 1 ? parts[1] : nil)
    }

    private mutating func declareAlias(_ rest: String) {
        guard let blank = rest.firstIndex(of: " ") else {
            alias = rest
            aliases[rest] = ""
            return
        }
        aliases[String(rest[..<blank])] = normal(word(String(rest[blank...])))
    }

    private mutating func field(_ rest: String) -> Bool {
        guard let open else { return false }
        let (name, type) = named(rest)
        classes[open]?.fields[name] = type
        return known(type)
    }

    private func named(_ rest: String) -> (String, String) {
        let head = rest.hasPrefix("[") ? String(rest.prefix { $0 != "]" }) + "]" : String(rest.prefix { $0 != " " })
        return (head, normal(word(String(rest.dropFirst(head.count)))))
    }

    /// One result a line, or several with their names: `any value, string? problem`.
    private mutating func results(_ rest: String) -> Bool {
        let (type, remark) = AnnotationType.cut(rest)
        pending.results.append(normal(type))
        guard known(type), let next = remark.firstMatch(of: /^ *\w+,/) else { return known(type) }
        return results(String(remark[next.range.upperBound...]))
    }

    private func normal(_ type: String) -> String { AnnotationType.normal(type) }

    private func known(_ type: String) -> Bool { AnnotationType.names(in: type) != nil }

    private mutating func code(_ line: String) -> Bool {
        if let match = line.wholeMatch(of: /(local )?([\w.]+) = (\{\}|nil)/) {
            let name = String(match.2)
            if let open { variables[name] = open } else { values[name] = valueType ?? "table" }
            return true
        }
        guard let match = line.wholeMatch(of: /function ([\w.]+)(:\w+)?\(([\w, .]*)\) end/) else { return false }
        let owner = String(match.1)
        let method = match.2.map(String.init) ?? ""
        if !method.isEmpty, variables[owner] == nil { return false }
        pending.parameters = match.3.split(separator: ",").map { $0.filter { $0 != " " } }
        let known = Set(pending.parameters)
        let said = Set(pending.types.keys.map { $0.filter { $0 != "?" } })
        functions[(method.isEmpty ? owner : variables[owner] ?? owner) + method] = pending
        pending = Function()
        return said.isSubset(of: known)
    }
}

/// The types of LuaCATS, as far as definition files here use them.
enum AnnotationType {
    /// The type at the beginning of a text, and the remark behind it.
    static func cut(_ text: String) -> (type: String, remark: String) {
        var parser = Parser(text)
        parser.skip()
        let start = parser.at
        guard parser.union() else { return (text, "") }
        return (String(parser.text[start..<parser.at]), String(parser.text[parser.at...]))
    }

    /// The same type without blanks.
    static func normal(_ type: String) -> String { type.filter { $0 != " " } }

    /// The names that a type uses; `nil` when it is no type.
    static func names(in text: String) -> [String]? {
        var parser = Parser(text)
        guard parser.union() else { return nil }
        parser.skip()
        return parser.at == parser.text.endIndex ? parser.names : nil
    }

    private struct Parser {
        let text: [Character]
        var at = 0
        var names: [String] = []

        init(_ text: String) { self.text = Array(text) }

        mutating func skip() { while at < text.count, text[at] == " " { at += 1 } }

        mutating func take(_ word: String) -> Bool {
            let start = at
            skip()
            guard text[at...].starts(with: word) else {
                at = start
                return false
            }
            at += word.count
            return true
        }

        mutating func union() -> Bool {
            repeat { guard postfix() else { return false } } while take("|")
            return true
        }

        private mutating func postfix() -> Bool {
            guard primary() else { return false }
            while true {
                if text[at...].starts(with: "[]") {
                    at += 2
                } else if at < text.count, text[at] == "?" {
                    at += 1
                } else {
                    return true
                }
            }
        }

        private mutating func primary() -> Bool {
            if take("fun(") { return function() }
            if take("{") { return list(until: "}") { $0.member() } }
            if take("(") { return union() && take(")") }
            if take("...") { return primary() }
            skip()
            if at < text.count, text[at] == "\"" {
                guard let end = text[(at + 1)...].firstIndex(of: "\"") else { return false }
                at = end + 1
                return true
            }
            let start = at
            while at < text.count, text[at].isLetter || text[at].isNumber || "._".contains(text[at]) { at += 1 }
            guard at > start else { return false }
            names.append(String(text[start..<at]))
            guard at < text.count, text[at] == "<" else { return true }
            at += 1
            return list(until: ">") { $0.union() }
        }

        private mutating func function() -> Bool {
            guard list(until: ")", { parser in parser.take("...") || parser.member() }) else { return false }
            let mark = at
            guard take(":") else {
                at = mark
                return true
            }
            repeat { guard postfix() else { return false } } while take(",")
            return true
        }

        private mutating func member() -> Bool {
            skip()
            while at < text.count, text[at].isLetter || text[at] == "_" { at += 1 }
            _ = take("?")
            return take(":") && union()
        }

        private mutating func list(until end: String, _ element: (inout Parser) -> Bool) -> Bool {
            if take(end) { return true }
            repeat { guard element(&self) else { return false } } while take(",")
            return take(end)
        }
    }
}

extension String {
    fileprivate init(_ characters: ArraySlice<Character>) { self = characters.map(String.init).joined() }
}
