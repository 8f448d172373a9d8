import Glibc
import MockEngine
package import MockFiles
package import MockModel

/// What handlers may read: files inside the project folder, and the environment variables that the settings list.
package struct DiskFiles: ProjectFiles {
    private let root: String
    private let variables: Set<String>
    private let observer: (any FileObserver)?
    /// A handler gets the whole text in memory; larger files belong into a body.
    private static let largest = 16 << 20

    /// Files below a folder, and variables by name.
    ///
    /// - Parameter observer: hears of each file before it is read.
    package init(root: String, variables: [String], observer: (any FileObserver)? = nil) {
        self.root = root
        self.variables = Set(variables)
        self.observer = observer
    }

    /// Reads a file; the folder is opened anew each time, so that one that was made again is found.
    package func read(_ path: String) throws(FileAccessError) -> [UInt8] {
        guard !path.utf8.contains(0) else { throw FileAccessError("has a NUL in its name") }
        guard !path.hasPrefix("/") else { throw FileAccessError("must be a path inside the project") }
        guard let folder = ProjectRoot(root, observer: observer) else {
            throw FileAccessError("does not exist")
        }
        do throws(DiskError) {
            guard case .bytes(let bytes) = try folder.contents(of: path, upTo: DiskFiles.largest) else {
                throw DiskError(reason: "is larger than 16 MiB")
            }
            return bytes
        } catch { throw FileAccessError(error.reason) }
    }

    package func environment(_ name: String) throws(FileAccessError) -> String? {
        guard variables.contains(name) else {
            throw FileAccessError("is not listed; add it to \"env\" in mockscript.yaml: env: [\(name)]")
        }
        return unsafe getenv(name).map { unsafe String(cString: $0) }
    }
}
