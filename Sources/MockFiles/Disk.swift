import Glibc

/// Paths as a user names them; files of a project are opened by its ``ProjectRoot``.
public enum Disk {
    /// The kind of a path.
    public enum Kind: Sendable {
        case file
        case folder
        case link
        /// A pipe, a socket, a device.
        case special

        init(mode: mode_t) {
            self =
                switch mode & S_IFMT {
                case S_IFREG: .file
                case S_IFDIR: .folder
                case S_IFLNK: .link
                default: .special
                }
        }
    }

    /// What lies at a path, links followed; `nil` for nothing.
    public static func kind(of path: String) -> Kind? {
        var status = stat()
        return unsafe stat(path, &status) == 0 ? Kind(mode: status.st_mode) : nil
    }

    /// The absolute path with every link followed; `nil` when it does not exist.
    public static func canonical(_ path: String) -> String? {
        guard !path.utf8.contains(0), let resolved = unsafe realpath(path, nil) else { return nil }
        defer { unsafe free(resolved) }
        return unsafe String(cString: resolved)
    }

    /// The path from the root of the file system, without `.`; a relative one lies in the working directory.
    ///
    /// It stays good when the working directory is removed and made again. Links in it are kept, those in the name that the shell gives to
    /// the working directory (`PWD`) too, so that they are followed anew each time; a path with `..` has none.
    public static func absolute(_ path: String) -> String {
        let parts = path.split(separator: "/").filter { $0 != "." }
        if parts.contains(".."), let resolved = canonical(path) { return resolved }
        let start = path.hasPrefix("/") ? [] : workingFolder.split(separator: "/")
        return "/" + (start + parts).joined(separator: "/")
    }

    /// The working directory by the name that the shell has for it, when that is the same folder, else without links.
    private static var workingFolder: String {
        guard let resolved = canonical(".") else { return "/" }
        guard let text = unsafe getenv("PWD"), let name = unsafe String(validatingCString: text), name.hasPrefix("/"),
            !name.split(separator: "/").contains(where: { $0 == "." || $0 == ".." }), let same = canonical(name)
        else { return resolved }
        return same.utf8.elementsEqual(resolved.utf8) ? name : resolved
    }

    /// The text of a link; `nil` for everything else.
    static func link(at path: String) -> String? {
        var text = [CChar](repeating: 0, count: 4_096)
        let count = unsafe readlink(path, &text, text.count)
        return count > 0 ? String(decoding: text[..<count].map { UInt8(bitPattern: $0) }, as: UTF8.self) : nil
    }

    /// The names of a folder's entries with their inodes, sizes and times: another text after each change.
    public static func state(of folder: String) -> [String] {
        names(in: folder).map { name in
            var status = stat()
            _ = unsafe stat("\(folder)/\(name)", &status)
            return "\(name) \(status.st_ino) \(status.st_size) \(status.st_mtim.tv_sec).\(status.st_mtim.tv_nsec)"
        }
    }

    /// The names in a folder that lies anywhere, for suggestions.
    public static func names(in folder: String) -> [String] {
        guard let stream = unsafe opendir(folder) else { return [] }
        return unsafe FolderStream.entries(stream).map(\.name)
    }
}

/// The entries of an open folder.
enum FolderStream {
    /// Reads all names with what they are, links as links, in the order of their bytes; closes the folder.
    static func entries(_ stream: OpaquePointer) -> [(name: String, kind: Disk.Kind)] {
        defer { unsafe closedir(stream) }
        var entries: [(name: String, kind: Disk.Kind)] = []
        while let entry = unsafe readdir(stream) {
            let name = unsafe withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                unsafe String(cString: UnsafeRawPointer(pointer).assumingMemoryBound(to: CChar.self))
            }
            guard name != ".", name != ".." else { continue }
            entries.append((name, unsafe kind(of: entry.pointee.d_type, name, in: dirfd(stream))))
        }
        return entries.sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
    }

    /// Some file systems leave the type out of their listings.
    private static func kind(of type: UInt8, _ name: String, in folder: Int32) -> Disk.Kind {
        switch Int(type) {
        case DT_REG: return .file
        case DT_DIR: return .folder
        case DT_LNK: return .link
        case DT_UNKNOWN:
            var status = stat()
            let isKnown = unsafe fstatat(folder, name, &status, AT_SYMLINK_NOFOLLOW) == 0
            return isKnown ? Disk.Kind(mode: status.st_mode) : .special
        default: return .special
        }
    }
}

/// Why the disk did not answer, in words that follow the name: "cannot be read: Permission denied".
public struct DiskError: Error, Equatable, Sendable {
    /// The words.
    public let reason: String
    /// The error number of the system; 0 when the program itself refused.
    public let code: Int32

    /// An error with words of its own.
    public init(reason: String) {
        self.reason = reason
        code = 0
    }

    /// An error of the system.
    public init(code: Int32) {
        self.code = code
        reason =
            switch code {
            case ENOENT: "does not exist"
            case EXDEV: "lies outside of the project"
            default: unsafe "cannot be read: \(String(cString: strerror(code)))"
            }
    }

    /// Whether nothing lies at the path.
    public var isMissing: Bool { code == ENOENT || code == ENOTDIR }

    /// Whether the path leads out of the project.
    public var isOutside: Bool { code == EXDEV }
}
