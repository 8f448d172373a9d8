import MockModel

/// The command that sends a request again, with its header and its body.
struct RepeatedRequest {
    private let request: Request
    private let source: String

    /// Bytes up to which a body stands in the command.
    static let longestBody = 2_000
    /// The file that a longer body is to be saved in.
    private static let file = "body.bin"
    /// Fields that the connection of a client makes, and no handler is likely to ask for.
    private static let ofConnection: Set<String> = [
        "content-length", "transfer-encoding", "accept-encoding", "keep-alive", "proxy-connection", "expect", "te",
    ]

    /// - Parameter request: the request, its secrets masked where they must not be shown.
    init(_ request: Request, source: String) {
        self.request = request
        self.source = source
    }

    /// The command, and before it what is left out of it or must be done first.
    var lines: [String] {
        (remark.map { [$0] } ?? []) + ["again: " + command]
    }

    private var command: String {
        let sent = body
        var words = ["\(Program.name) try", ShellText.quoted(request.method), ShellText.quoted(request.target)]
        if source != "." { words += ["--source", ShellText.quoted(source)] }
        for field in fields { words += ["-H", ShellText.quoted("\(field.name): \(field.value)")] }
        if lacksType { words += ["-H", "Content-Type:"] }
        if let option = sent.option { words += ["-d", option] }
        return sent.input + words.joined(separator: " ")
    }

    // MARK: - The body

    /// What stands behind `-d`, and what is piped into the command.
    private var body: (option: String?, input: String) {
        if request.body.isEmpty { return (nil, "") }
        guard request.body.count <= RepeatedRequest.longestBody else { return ("@\(RepeatedRequest.file)", "") }
        if let text, !text.utf8.contains(0), !text.hasPrefix("@") { return (ShellText.quoted(text), "") }
        return ("@-", "printf \(RepeatedRequest.format(of: request.body)) | ")
    }

    /// Bytes as the format of `printf` in single quotes: octal escapes for all that is not plain (POSIX.1-2024, printf).
    private static func format(of bytes: [UInt8]) -> String {
        var format = "'"
        for byte in bytes {
            switch byte {
            case UInt8(ascii: "%"): format += "%%"
            case 0x20...0x7E where byte != UInt8(ascii: "'") && byte != UInt8(ascii: "\\"):
                format.unicodeScalars.append(Unicode.Scalar(byte))
            default:
                let digits = String(byte, radix: 8)
                format += "\\" + String(repeating: "0", count: 3 - digits.count) + digits
            }
        }
        return format + "'"
    }

    private var text: String? { String(validating: request.body, as: UTF8.self) }

    // MARK: - The header

    /// The fields to send: without those of the connection, those that `try` sends by itself, and secrets.
    private var fields: [HeaderFields.Field] {
        request.headers.fields.filter { field in
            let name = field.name.lowercased()
            return !RepeatedRequest.ofConnection.contains(name) && !name.hasPrefix("sec-fetch-")
                && !name.hasPrefix("sec-ch-ua") && !isUsual(name, field.value.lowercased()) && !isMasked(field.value)
        }
    }

    /// Whether a field is what `try` sends too, or what says nothing.
    private func isUsual(_ name: String, _ value: String) -> Bool {
        switch name {
        case "host": ["localhost", "127.0.0.1", "[::1]"].contains { value == $0 || value.hasPrefix($0 + ":") }
        case "accept": value == "*/*"
        case "connection": value == "keep-alive" || value == "close"
        case "user-agent": value.hasPrefix("curl/")
        case "content-type": value == "application/json" && !request.body.isEmpty
        default: false
        }
    }

    /// Whether `try` would add a type to the body that the request did not have.
    private var lacksType: Bool { !request.body.isEmpty && !request.headers.contains("content-type") }

    // MARK: - What is left out

    private func isMasked(_ text: String) -> Bool { text.contains(Redaction.mask) }

    private var remark: String? {
        var remarks: [String] = []
        let names = request.headers.fields.filter { isMasked($0.value) }.map(\.name)
        if !names.isEmpty {
            remarks.append(
                "left out as a secret: \(VisibleText(names.joined(separator: ", ")).escaped); add it with -H")
        }
        if isMasked(request.target) || text.map(isMasked) == true {
            remarks.append("write the secrets in place of \(Redaction.mask)")
        }
        if request.body.count > RepeatedRequest.longestBody {
            remarks.append("first save the body of \(request.body.count) bytes as \(RepeatedRequest.file)")
        }
        return remarks.isEmpty ? nil : remarks.joined(separator: "; ")
    }
}
