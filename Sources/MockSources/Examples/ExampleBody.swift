import MockFiles
import MockModel

/// The body of an example as it lies on the disk.
struct ExampleBody {
    /// What is sent.
    let body: Body
    /// The text, when expressions may stand in it and JSON can be checked.
    let text: SourceText?
    /// The version of its file, when what is sent is in memory and requests may ask for a part of it.
    var version: FileVersion?
    /// The warnings.
    var problem: Problem?

    /// Larger bodies stay in their file.
    static let largestInMemory = 64 << 10
    /// Larger texts are sent as they are.
    static let largestTemplate = 1 << 20

    private var isInMemory: Bool {
        if case .bytes = body { true } else { false }
    }

    /// What is known of a body before its file is read.
    struct Kind {
        let isText: Bool
        let isJSON: Bool
        /// Whether its header says that the text is in UTF-16, which then stays.
        let isUTF16: Bool
        /// Whether requests may ask for a part of it.
        let hasVersions: Bool

        /// Of a content type; one with a coding (`Content-Encoding`) is JSON or text only behind that.
        init(contentType: String, isEncoded: Bool = false, hasVersions: Bool = true) {
            self.hasVersions = hasVersions
            isText = TextKind.isText(contentType)
            isJSON = MediaType.isJSON(contentType) && !isEncoded
            isUTF16 = contentType.lowercased().contains("charset=utf-16") || isEncoded
        }

        /// The bytes as they are sent: JSON has no byte order mark (RFC 8259 §8.1), and no text is in UTF-16 without saying so.
        func sent(_ bytes: [UInt8]) -> [UInt8] {
            guard isText, !isUTF16, bytes.haveByteOrderMark else { return bytes }
            return isJSON || bytes.first != 0xEF ? bytes.asUTF8 : bytes
        }
    }

    /// Reads a file: small ones whole, large ones only when they are text that may have expressions.
    ///
    /// - Throws: `Problem` named `unreadable-file`.
    static func read(
        _ target: String, file name: String, kind: Kind, in root: ProjectRoot
    ) throws(Problem) -> ExampleBody {
        do throws(DiskError) {
            let file = try root.open(target)
            let body = FileBody(root: root.path, name: target, size: file.size, hasVersions: kind.hasVersions)
            guard file.size <= (kind.isText ? largestTemplate : largestInMemory) else {
                let start = kind.isJSON ? try file.bytes(upTo: 4) : []
                return ExampleBody(body: .file(body), text: nil, problem: mark(in: start, of: name))
            }
            var read = whole(try file.bytes(), body, name, kind)
            if kind.hasVersions, read.isInMemory {
                read.version = FileVersion(seconds: file.modified.seconds, nanoseconds: file.modified.nanoseconds)
            }
            return read
        } catch {
            throw Problem(.error, "unreadable-file", "\(name) \(error.reason)", at: SourceLocation(file: name))
        }
    }

    private static func mark(in start: [UInt8], of file: String) -> Problem? {
        guard start.haveByteOrderMark else { return nil }
        return Problem(
            .warning, "byte-order-mark", "\(file) begins with a byte order mark, which JSON must not have",
            at: SourceLocation(file: file),
            hint: "save it without; of files up to 1 MiB it is left out, larger ones are sent as they are")
    }

    private static func whole(_ read: [UInt8], _ file: FileBody, _ name: String, _ kind: Kind) -> ExampleBody {
        let bytes = kind.sent(read)
        guard !bytes.isEmpty else { return ExampleBody(body: kind.hasVersions ? .bytes([]) : .none, text: nil) }
        let text = kind.isText ? SourceText(file: name, bytes: bytes) : nil
        let staysInFile = bytes.count > largestInMemory && bytes.count == read.count && !bytes.haveBraces
        return ExampleBody(body: staysInFile ? .file(file) : .bytes(bytes), text: text)
    }
}
