/// Everything that code sees: the one source of the definition files, of the manual's reference page, of `help` and of the tests
/// that compare them with the interpreter.
enum APIReference {
    /// The chapters of `mock.d.lua`, in their order.
    static let mock = [
        words, requests, answers, routes, outgoing, streams, time, state, records, flow, chance, data, log,
    ]

    /// The chapters of `mock.test.d.lua`.
    static let test = [testResponses, testClient, testWords]

    /// All functions, in the order of the manual.
    static var functions: [APIFunction] { (mock + test).flatMap(\.functions) }

    /// All classes, in the order of the manual.
    static var classes: [APIClass] { (mock + test).flatMap(\.classes) }
}

/// A part of the manual.
struct APIChapter: Sendable {
    let title: String
    let text: String
    let items: [APIItem]

    init(_ title: String, _ text: String, _ items: [APIItem]) {
        self.title = title
        self.text = text
        self.items = items
    }

    var functions: [APIFunction] {
        items.compactMap { if case .function(let function) = $0 { function } else { nil } }
    }

    var classes: [APIClass] {
        items.compactMap { if case .type(let type) = $0 { type } else { nil } }
    }
}

/// One thing that a chapter names.
enum APIItem: Sendable {
    case alias(APIAlias)
    case type(APIClass)
    case function(APIFunction)
    case value(APIValue)
}

/// A name for a type.
struct APIAlias: Sendable {
    let name: String
    let text: String
    /// The type, or one line a choice, each beginning with `| `.
    let type: String
}

/// A table with known fields: an object, options, or a library.
struct APIClass: Sendable {
    /// The name with its type parameters, such as `mock.Page<T>`.
    let name: String
    var parent: String?
    var text = ""
    var fields: [APIName] = []
    /// The line of Lua that its functions hang on: `local Request = {}` or `mock.state = {}`.
    var declaration: String?

    /// The name without type parameters.
    var plainName: String { String(name.prefix { $0 != "<" }) }
}

/// A member that is no function.
struct APIValue: Sendable {
    let name: String
    let type: String
    let text: String
    var example: APIExample?
}

/// A function or a method.
struct APIFunction: Sendable {
    /// `mock.fetch`, or `Collection:insert` for a method.
    let name: String
    var generic: String?
    var parameters: [APIName] = []
    /// Types, each with a name and after two blanks a remark.
    var results: [APIResult] = []
    var moment = APIMoment.anywhere
    let text: String
    var example: APIExample?

    /// The call as the definition has it: `mock.state.set(key, value, opts)`.
    var call: String { "\(name)(\(parameters.map(\.bareName).joined(separator: ", ")))" }
}

/// When a function may be called.
enum APIMoment: String, Sendable {
    case anywhere = "anywhere"
    case answering = "while a request is answered: in handlers, middleware and templates"
    case waiting = """
        where code may wait: in handlers, middleware, streams and timers. Not at file level, in templates, or inside a function that \
        must not be interrupted (table.sort, mock.state.update)
        """
    case streaming = "in the function that its object was made with; it may wait"
    case testing = "in *.test.lua"
}

/// A name, its type and, after two blanks, what it means: `key? string  default: "id"`.
struct APIName: Sendable, ExpressibleByStringLiteral {
    /// The whole line, as an annotation has it.
    let line: String

    init(stringLiteral line: String) { self.line = line }

    /// The name with a `?` when it may be left out.
    var name: String { APIText.cut(line).head }

    /// The name alone.
    var bareName: String { name.hasSuffix("?") ? String(name.dropLast()) : name }

    /// Whether it may be left out or be nil.
    var isOptional: Bool { name.hasSuffix("?") || type.hasSuffix("?") || type.hasSuffix("|nil") }

    var type: String { APIText.type(APIText.cut(line).rest) }

    var text: String { APIText.remark(APIText.cut(line).rest) }
}

/// The type of a result, perhaps with a name and a remark: `boolean ok  whether it fits`.
struct APIResult: Sendable, ExpressibleByStringLiteral {
    let line: String

    init(stringLiteral line: String) { self.line = line }

    var type: String { APIText.type(line) }

    /// Its name, or its remark, or both.
    var text: String { String(line.dropFirst(type.count)).trimmedBlanks }
}

/// Code and what it yields.
struct APIExample: Sendable {
    /// How an example is run.
    enum Kind: Sendable {
        /// The body of a handler of `/users/{id}`, which is given `req` and `res`.
        case handler
        /// The body of an `it`, which is given `api`.
        case test
    }

    let code: String
    /// The request, as a test writes it.
    var request = "api:get(\"/users/7\")"
    /// Status and body on a line, or status, header lines, an empty line and the body.
    var yields = ""
    var kind = Kind.handler

    static func handler(_ code: String, yields: String, for request: String = "api:get(\"/users/7\")") -> APIExample {
        APIExample(code: code, request: request, yields: yields)
    }

    static func test(_ code: String) -> APIExample { APIExample(code: code, kind: .test) }
}

/// Reads the lines of annotations.
enum APIText {
    /// The first word and what follows it.
    static func cut(_ line: String) -> (head: String, rest: String) {
        guard let blank = line.firstIndex(of: " "), !line.hasPrefix("[") else {
            guard let end = line.firstIndex(of: "]") else { return (line, "") }
            return (String(line[...end]), String(line[line.index(after: end)...]).trimmedBlanks)
        }
        return (String(line[..<blank]), String(line[blank...]).trimmedBlanks)
    }

    /// The type at the beginning: up to the first blank outside of brackets and quotes.
    static func type(_ text: String) -> String {
        var depth = 0
        var isQuoted = false
        var end = text.startIndex
        var last: Character = " "
        while end < text.endIndex {
            let character = text[end]
            if character == "\"" { isQuoted.toggle() }
            if !isQuoted {
                if "({<[".contains(character) { depth += 1 }
                if ")}>]".contains(character) { depth -= 1 }
                if character == " ", depth == 0, !":,".contains(last) { break }
            }
            last = character
            end = text.index(after: end)
        }
        return String(text[..<end])
    }

    /// What follows the type.
    static func remark(_ text: String) -> String { String(text.dropFirst(type(text).count)).trimmedBlanks }
}

extension String {
    /// Without blanks at either end.
    var trimmedBlanks: String {
        let head = drop { $0 == " " }
        guard let last = head.lastIndex(where: { $0 != " " }) else { return "" }
        return String(head[...last])
    }
}
