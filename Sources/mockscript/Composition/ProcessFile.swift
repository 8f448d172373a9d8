import Foundation

/// The tables of Linux's `/proc`.
enum ProcessFile {
    /// A file of `/proc`, read to its end: it gives a page at a time, which a plain read of a file takes for all there is.
    static func text(_ path: String, upTo limit: Int = 1 << 26) -> String? {
        guard let file = FileHandle(forReadingAtPath: path) else { return nil }
        var bytes = Data()
        while bytes.count < limit, let part = try? file.read(upToCount: min(limit, 1 << 16)), !part.isEmpty {
            bytes += part
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
