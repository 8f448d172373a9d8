internal import MockModel

/// A key of a route table: `GET`, or `POST /{id}/lines` for a path below the file's.
struct RouteKey {
    /// Why a text is no key.
    struct KeyError: Error {
        let message: String
        let hint: String?
    }

    /// The methods that routes may have; `ANY` stands for those without a route of their own.
    static let methods = ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS", "ANY", "TRACE", "QUERY"] + webDAV
    private static let webDAV = [
        "PROPFIND", "PROPPATCH", "MKCOL", "COPY", "MOVE", "LOCK", "UNLOCK", "REPORT", "SEARCH", "PURGE", "LINK",
        "UNLINK",
    ]

    /// The key as it stands in a table.
    var name: String { path.segments.isEmpty ? method : "[\"\(method) \(path)\"]" }

    let method: String
    /// What stands after the method.
    let path: PathPattern

    init(_ text: String) throws(KeyError) {
        let words = text.split(separator: " ", maxSplits: 1)
        let word = words.first.map(String.init) ?? ""
        guard RouteKey.methods.contains(word) else { throw RouteKey.unknown(text, method: word) }
        method = word
        let rest = words.count > 1 ? String(words[1].trimmed) : ""
        guard rest.isEmpty || rest.hasPrefix("/") else {
            let notation = PathNotation("\(word) \(rest)")
            throw KeyError(
                message: "the path of \"\(text)\" must begin with /",
                hint: notation.map { $0.hint } ?? "write \"\(word) /\(rest)\"")
        }
        do throws(PatternError) {
            path = try PathPattern(parsing: rest)
        } catch { throw KeyError(message: "\(error)", hint: PathNotation(text)?.hint) }
    }

    private static func unknown(_ text: String, method word: String) -> KeyError {
        let message = "\"\(text)\" is no key of a route table; keys are \"GET\" or \"GET /{id}\""
        if text.hasPrefix("/") {
            let words = text.split(separator: " ").map(String.init)
            let (path, method) = words.count == 2 && methods.contains(words[1]) ? (words[0], words[1]) : (text, "GET")
            return KeyError(
                message: message, hint: "write the method before it: \"\(method) \(PathNotation(path)?.meant ?? path)\""
            )
        }
        if text.smallNumber != nil {
            return KeyError(
                message: "a value of the route table has no key", hint: "write: GET = function(req, res) … end")
        }
        if ["request", "response", "responses", "predicates", "stubs", "mappings", "paths", "handler"].contains(text) {
            return KeyError(
                message: message,
                hint: "a saved answer is a file beside it, GET.json; a handler is GET = function(req, res) … end")
        }
        if let several = RouteKey.several(text) { return KeyError(message: message, hint: several) }
        let near =
            methods.contains(word.uppercased()) ? word.uppercased() : Suggestion.closest(to: word, among: methods)
        guard let near else {
            return KeyError(message: message, hint: "methods are \(methods.prefix(8).joined(separator: ", "))")
        }
        return KeyError(message: message, hint: "did you mean \"\(near)\(text.dropFirst(word.count))\"?")
    }

    /// Why `GET,POST /x`, `* /x` and `GET: /x` are no keys; `nil` for any other text.
    private static func several(_ text: String) -> String? {
        guard let slash = text.firstIndex(of: "/"), slash > text.startIndex else { return nil }
        let path = PathNotation(String(text[slash...]))?.meant ?? String(text[slash...])
        let head = text[..<slash].split { ", |:;+&".contains($0) }.map { $0.uppercased() }
        if ["*", "ALL", "USE"].contains(text[..<slash].trimmed.uppercased()) { return "write \"ANY \(path)\"" }
        guard !head.isEmpty, head.allSatisfy(methods.contains) else { return nil }
        guard head.count > 1 else {
            let isName = text[..<slash].trimmed.allSatisfy(\.isLetter)
            return isName ? nil : "write \"\(head[0]) \(path)\""
        }
        let keys = head.map { "\"\($0) \(path)\"" }.joined(separator: " and ")
        return "a key has one method: write \(keys)"
    }
}

extension PathNotation {
    /// What to write in the place of a key of a route table.
    var hint: String { meant.map { "write: [\"\($0)\"] = …" } ?? reason }
}
