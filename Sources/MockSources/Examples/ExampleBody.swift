import MockModel

/// The body of an example as it lies on the disk.
struct ExampleBody {
    /// What is sent.
    let body: Body
    /// The text, when expressions may stand in it and JSON can be checked.
    let text: SourceText?
    /// The version of its file, when what is sent is in memory and requests may ask for a part of it.
    var version: FileVersion?

    /// Larger bodies stay in their file.
    static let largestInMemory = 64 << 10
    /// Larger texts are sent as they are.
    static let largestTemplate = 1 << 20

    /// Reads a file: small ones whole, large ones only when they are text that may have expressions.
    ///
    /// - Throws: `Problem` named `unreadable-file`.
    static func read(
        _ target: String, file: String, contentType: String, hasVersions: Bool = true
    ) throws(Problem) -> ExampleBody {
        let isText = TextKind.isText(contentType)
        do throws(DiskError) {
            switch try Disk.contents(of: target, upTo: isText ? largestTemplate : largestInMemory) {
            case .large(let size):
                let body = FileBody(path: target, size: size, hasVersions: hasVersions)
                return ExampleBody(body: .file(body), text: nil)
            case .bytes(let bytes): return whole(bytes, target, file, isText: isText, hasVersions: hasVersions)
            }
        } catch {
            throw Problem(.error, "unreadable-file", "\(file) \(error.reason)", at: SourceLocation(file: file))
        }
    }

    private static func whole(
        _ bytes: [UInt8], _ target: String, _ file: String, isText: Bool, hasVersions: Bool
    ) -> ExampleBody {
        guard !bytes.isEmpty else { return ExampleBody(body: .none, text: nil) }
        let text = isText ? SourceText(file: file, bytes: bytes) : nil
        let staysInFile = bytes.count > largestInMemory && !bytes.haveBraces
        guard staysInFile else {
            return ExampleBody(
                body: .bytes(bytes), text: text, version: hasVersions ? Disk.version(of: target) : nil)
        }
        let body = FileBody(path: target, size: bytes.count, hasVersions: hasVersions)
        return ExampleBody(body: .file(body), text: text)
    }
}
