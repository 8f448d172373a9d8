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

    /// The key with parameters as they are written here, for `GET /users/:id`, `/users/<id>` and `/users/[id]`; `nil` when it has none of those.
    static func foreign(_ text: String) -> String? {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        let meant = parts.map { part -> String in
            let inside: Substring? =
                if part.hasPrefix(":") {
                    part.dropFirst()
                } else if part.hasPrefix("<") && part.hasSuffix(">")
                    || part.hasPrefix("[") && part.hasSuffix("]")
                { part.dropFirst().dropLast() } else { nil }
            guard let name = inside?.split(separator: ":").last.map(String.init), !name.isEmpty,
                name.allSatisfy({ $0.isLetter || $0.isNumber || $0 == "_" })
            else { return String(part) }
            return "{\(name)}"
        }.joined(separator: "/")
        return meant == text ? nil : meant
    }

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
            throw KeyError(message: "the path of \"\(text)\" must begin with /", hint: "write \"\(word) /\(rest)\"")
        }
        do throws(PatternError) {
            path = try PathPattern(parsing: rest)
        } catch { throw KeyError(message: "\(error)", hint: nil) }
    }

    private static func unknown(_ text: String, method word: String) -> KeyError {
        let message = "\"\(text)\" is no key of a route table; keys are \"GET\" or \"GET /{id}\""
        let near =
            methods.contains(word.uppercased()) ? word.uppercased() : Suggestion.closest(to: word, among: methods)
        guard let near else {
            return KeyError(message: message, hint: "methods are \(methods.prefix(8).joined(separator: ", "))")
        }
        return KeyError(message: message, hint: "did you mean \"\(near)\(text.dropFirst(word.count))\"?")
    }
}
