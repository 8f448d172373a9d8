import MockModel

/// The bytes of bodies and texts that a document may still show; a body that does not fit is shown by its size.
final class DocumentRoom {
    private var left: Int
    private let most: Int

    private init(_ left: Int, most: Int) {
        self.left = left
        self.most = most
    }

    /// The room of one call shown by itself.
    static var call: DocumentRoom { DocumentRoom(4 << 20, most: 1 << 20) }
    /// The room of each call of a list.
    static var listed: DocumentRoom { DocumentRoom(16 << 10, most: 4 << 10) }

    /// Takes room for something; `false` when it is too large.
    func take(_ size: Int) -> Bool {
        guard size <= most, size <= left else { return false }
        left -= size
        return true
    }

    /// A text without secrets, or its beginning when it is too large.
    ///
    /// Secrets are masked before the text is cut: the rest of one that lies across the cut would not be found later.
    func text(_ text: String, without secrets: SecretValues?) -> JSONValue {
        let text = secrets?.masked(text) ?? text
        if take(text.utf8.count) { return .string(text) }
        let size = min(256, most, left)
        left -= size
        return .string("\(String(decoding: text.utf8.prefix(size), as: UTF8.self))… (\(text.utf8.count) bytes)")
    }
}
