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
        let isTemplate = bytes.count <= ExampleBody.largestTemplate
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
        let name = String(target.dropFirst(root.path.count + 1))
        let read = try ExampleBody.read(target, file: name, contentType: contentType)
        self.init(
            body: read.body, text: read.text.map { ($0, 0..<$0.bytes.count) }, contentType: contentType)
        file = target
        version = read.version
    }
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

    /// The canonical path of the file, which lies inside the project also after following links.
    func resolve(in source: SourceText, of entry: FolderEntry, root: ProjectRoot) throws(Problem) -> String {
        let place = source.location(of: range)
        let folder = entry.target[..<(entry.target.lastIndex(of: "/") ?? entry.target.startIndex)]
        guard !path.hasPrefix("/"), !path.utf8.contains(0) else {
            throw Problem(
                .error, "bad-example", "the file of a body is named from the example's own folder", at: place,
                hint: "such as: < ./page-2.json")
        }
        guard let target = Disk.canonical("\(folder)/\(path)") else {
            throw Problem(
                .error, "missing-file", "\(path) does not exist", at: place, hint: hint(in: String(folder)))
        }
        guard root.contains(target) else {
            throw Problem(.error, "outside-project", "\(path) lies outside of the project", at: place)
        }
        guard Disk.kind(of: target) == .file else {
            throw Problem(.error, "missing-file", "\(path) is no file", at: place)
        }
        return target
    }

    private func hint(in folder: String) -> String? {
        var parts = path.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        guard let name = parts.popLast(),
            let names = try? Disk.names(in: ([folder] + parts).joined(separator: "/")),
            let near = Suggestion.closest(to: name, among: names.map(\.name))
        else { return nil }
        return "did you mean \"\((parts + [near]).joined(separator: "/"))\"?"
    }
}
