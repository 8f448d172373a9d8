import MockFiles
import MockModel

/// The body of a message: what follows the empty line, or the file that `< file` names.
struct MessageBody {
    let body: Body
    /// Where its text stands, when expressions may be in it.
    let text: (source: SourceText, range: Range<Int>)?
    /// The content type of the named file, for the kind of its expressions when the header does not say.
    let contentType: String?
    /// Where the named file lies.
    var file: String?
    /// The version of the named file, when its bytes are in memory.
    var version: FileVersion?
    /// The warnings.
    var problem: Problem?

    /// Reads the body behind a head.
    ///
    /// - Throws: `Problem` named `bad-example` for a file that is not there or lies outside of the project.
    static func read(
        _ head: MessageHead, in source: SourceText, of entry: FolderEntry, root: ProjectRoot
    ) throws(Problem) -> MessageBody {
        let range = head.bodyStart..<source.bytes.count
        let bytes = source.bytes[range]
        if let reference = FileReference(in: bytes) {
            return try MessageBody(reference, head, in: source, of: entry, root: root)
        }
        guard !bytes.isEmpty else { return MessageBody(body: .none, text: nil, contentType: nil) }
        let isTemplate =
            bytes.count <= ExampleBody.largestTemplate && (!head.isEncoded || bytes.isUTF8)
        return MessageBody(body: .bytes(Array(bytes)), text: isTemplate ? (source, range) : nil, contentType: nil)
    }

    private init(body: Body, text: (source: SourceText, range: Range<Int>)?, contentType: String?) {
        self.body = body
        self.text = text
        self.contentType = contentType
    }

    private init(
        _ reference: FileReference, _ head: MessageHead, in source: SourceText, of entry: FolderEntry, root: ProjectRoot
    ) throws(Problem) {
        let target = try reference.resolve(in: source, of: entry, root: root)
        let byName = MediaType.contentType(ofExtension: FileReference.fileExtension(of: reference.path))
        let contentType = head.headers["content-type"] ?? byName
        let kind = ExampleBody.Kind(contentType: contentType, isEncoded: head.isEncoded)
        let read = try ExampleBody.read(target, file: target, kind: kind, in: root)
        let text = read.text.flatMap { head.isEncoded && !$0.bytes[...].isUTF8 ? nil : $0 }
        self.init(body: read.body, text: text.map { ($0, 0..<$0.bytes.count) }, contentType: contentType)
        file = target
        version = read.version
        problem = read.problem
    }
}

extension MessageHead {
    /// Whether the body is encoded (RFC 9110 §8.4), so that its bytes are not those of its content type.
    var isEncoded: Bool {
        headers["content-encoding"].map { $0.trimmed.lowercased() != "identity" } ?? false
    }
}

extension ArraySlice<UInt8> {
    fileprivate var isUTF8: Bool { String(validating: self, as: UTF8.self) != nil }
}

/// `< ./page-2.json` as the whole body of a message.
struct FileReference {
    let path: String
    /// Where the path stands in the file.
    let range: Range<Int>

    /// Finds the reference in a body; `nil` for a body that is anything else.
    init?(in body: ArraySlice<UInt8>) {
        guard body.first == UInt8(ascii: "<"), body.dropFirst().first?.isSpace == true else { return nil }
        let end = body.firstIndex(of: 0x0A) ?? body.endIndex
        guard body[end...].isBlank else { return nil }
        let text = body[body.startIndex + 1..<end].trimmingSpace
        guard !text.isEmpty else { return nil }
        path = String(decoding: text, as: UTF8.self)
        range = text.startIndex..<text.endIndex
    }

    static func fileExtension(of path: String) -> String {
        let name = path.split(separator: "/").last ?? ""
        return name.lastIndex(of: ".").map { String(name[name.index(after: $0)...]) } ?? ""
    }

    /// The name of the file from the project's root, which lies inside the project also after following links.
    func resolve(in source: SourceText, of entry: FolderEntry, root: ProjectRoot) throws(Problem) -> String {
        let place = source.location(of: range)
        let folder = entry.target[..<(entry.target.lastIndex(of: "/") ?? entry.target.startIndex)]
        guard !path.hasPrefix("/"), !path.utf8.contains(0) else {
            throw Problem(
                .error, "bad-example", "the file of a body is named from the example's own folder", at: place,
                hint: "such as: < ./page-2.json")
        }
        do throws(DiskError) {
            let (target, kind) = try root.target(of: folder.isEmpty ? path : "\(folder)/\(path)")
            guard kind == .file else { throw DiskError(reason: "is no file") }
            return target
        } catch {
            throw Problem(
                .error, error.isOutside ? "outside-project" : "missing-file", "\(path) \(error.reason)", at: place,
                hint: error.isMissing ? hint(in: String(folder), of: root) : nil)
        }
    }

    private func hint(in folder: String, of root: ProjectRoot) -> String? {
        var parts = path.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        guard let name = parts.popLast(),
            let names = try? root.names(in: ([folder] + parts).joined(separator: "/")),
            let near = Suggestion.closest(to: name, among: names.map(\.name))
        else { return nil }
        return "did you mean \"\((parts + [near]).joined(separator: "/"))\"?"
    }
}
