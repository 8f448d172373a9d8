import MockModel

/// The name of an example's file: `POST.declined.402.json` is method, name, status, extension.
struct ExampleFileName: Equatable {
    /// The method, or `ANY`.
    let method: String
    /// The example's name, its escapes decoded (`%2F`); "default" when the file gives none.
    let name: String
    /// The status; `nil` when the file gives none.
    let status: Int?
    /// The extension in lower case; `http` is a whole message.
    let fileExtension: String

    /// Reads a file name.
    ///
    /// - Throws: `Refusal` for a file that is no example.
    init(parsing file: String) throws(Refusal) {
        var parts = file.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        method = parts.removeFirst()
        guard HTTPMethods.contains(method) else { throw ExampleFileName.refusal(ofMethod: method, in: file) }
        guard let last = parts.popLast(), !last.isEmpty, !last.allSatisfy(\.isNumber) else {
            let hint = "did you mean \"\(file.hasSuffix(".") ? file : file + ".")json\"?"
            throw Refusal("it has no extension, which gives the content type", hint: hint)
        }
        fileExtension = last.lowercased()
        status = try ExampleFileName.takeStatus(from: &parts)
        guard !parts.contains("") else { throw Refusal("it has two dots side by side") }
        name = parts.isEmpty ? "default" : PercentEncoding.decode(parts.joined(separator: ".")[...])
    }

    private static func takeStatus(from parts: inout [String]) throws(Refusal) -> Int? {
        guard let last = parts.last, last.utf8.count == 3, last.utf8.allSatisfy(\.isDigit), let status = Int(last)
        else { return nil }
        guard (200...599).contains(status) else {
            throw Refusal(
                "\(last) is no status of an answer: they go from 200 to 599",
                hint: status < 200 ? MessageHead.interimHint : "a whole message (.http) may have others",
                isError: (100..<200).contains(status))
        }
        parts.removeLast()
        return status
    }

    private static func refusal(ofMethod word: String, in file: String) -> Refusal {
        let rest = file.dropFirst(word.count)
        guard let meant = HTTPMethods.closest(to: word) else {
            return Refusal(
                "it does not begin with a method", hint: "examples are named like GET.json or POST.declined.402.json")
        }
        let hint = "did you mean \"\(meant)\(rest)\"?"
        guard meant != word.uppercased() else { return Refusal("methods are written in capitals", hint: hint) }
        return Refusal("\"\(word)\" is no method", hint: hint)
    }

    /// Why a file is no example, in words that follow "is not read: ".
    struct Refusal: Error, Equatable {
        let reason: String
        let hint: String?
        /// Whether it is surely a mistake.
        let isError: Bool

        init(_ reason: String, hint: String? = nil, isError: Bool = false) {
            self.reason = reason
            self.hint = hint
            self.isError = isError
        }
    }
}
