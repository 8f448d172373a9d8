import Glibc
import MockEngine
import MockModel

/// What handlers may read: files inside the project folder, and the environment variables that the settings list.
struct DiskFiles: ProjectFiles {
    private let root: String
    private let variables: Set<String>
    /// A handler gets the whole text in memory; larger files belong into a body.
    private static let largest = 16 << 20

    /// Files below a folder, and variables by name.
    init(root: String, variables: [String]) {
        self.root = DiskFiles.canonical(root) ?? root
        self.variables = Set(variables)
    }

    func read(_ path: String) throws(FileAccessError) -> [UInt8] {
        guard !path.utf8.contains(0) else { throw FileAccessError("has a NUL in its name") }
        guard !path.hasPrefix("/") else { throw FileAccessError("must be a path inside the project") }
        guard let file = DiskFiles.canonical("\(root)/\(path)") else { throw FileAccessError("does not exist") }
        guard file.hasPrefix(root + "/") else { throw FileAccessError("lies outside the project") }
        return try DiskFiles.contents(of: file)
    }

    func environment(_ name: String) throws(FileAccessError) -> String? {
        guard variables.contains(name) else {
            throw FileAccessError("is not listed; add it to \"env\" in mockscript.yaml: env: [\(name)]")
        }
        return unsafe getenv(name).map { unsafe String(cString: $0) }
    }

    /// The path with every link followed; `nil` when it does not exist.
    private static func canonical(_ path: String) -> String? {
        guard let resolved = unsafe realpath(path, nil) else { return nil }
        defer { unsafe free(resolved) }
        return unsafe String(cString: resolved)
    }

    private static func contents(of file: String) throws(FileAccessError) -> [UInt8] {
        let descriptor = unsafe open(file, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)
        guard descriptor >= 0 else {
            let reason = unsafe String(cString: strerror(errno))
            throw FileAccessError("cannot be read: \(reason)")
        }
        defer { close(descriptor) }
        var status = stat()
        guard unsafe fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            throw FileAccessError("is no regular file")
        }
        guard status.st_size <= largest else { throw FileAccessError("is larger than 16 MiB") }
        return read(descriptor, count: Int(status.st_size))
    }

    private static func read(_ descriptor: Int32, count: Int) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: count)
        var filled = 0
        while filled < count {
            let got = unsafe bytes.withUnsafeMutableBytes { buffer in
                unsafe Glibc.read(descriptor, buffer.baseAddress?.advanced(by: filled), count - filled)
            }
            guard got > 0 else { break }
            filled += got
        }
        bytes.removeLast(count - filled)
        return bytes
    }
}
