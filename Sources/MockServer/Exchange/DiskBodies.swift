public import MockEngine
import MockFiles
public import MockModel

/// The files of bodies as they lie on the disk, for a driver in virtual time.
public struct DiskBodies: SimulatedFiles {
    /// Makes it.
    public init() {}

    /// Opens the file of a body beneath its project's folder.
    ///
    /// - Throws: `FileFailure` when it cannot be opened, or has another size than when the project was loaded.
    public func open(_ body: FileBody) throws(FileFailure) -> SimulatedFile {
        let file = try OpenFile.find(body)
        let version = FileVersion(seconds: file.modified.seconds, nanoseconds: file.modified.nanoseconds)
        return SimulatedFile(size: file.size, version: version) { range in
            let bytes = try? OpenFile.find(body).bytes(upTo: range.upperBound)
            return Array((bytes ?? []).dropFirst(range.lowerBound))
        }
    }
}
