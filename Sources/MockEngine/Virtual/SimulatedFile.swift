public import MockModel

/// A file body as a driver in virtual time reads it.
public struct SimulatedFile {
    /// Its size in bytes.
    public let size: Int
    /// The time of its last change.
    public let version: FileVersion
    private let read: (Range<Int>) -> [UInt8]

    /// Makes a file of a function that reads a part of it; the function gives fewer bytes when the file has become shorter.
    public init(size: Int, version: FileVersion, read: @escaping (Range<Int>) -> [UInt8]) {
        self.size = size
        self.version = version
        self.read = read
    }

    /// The bytes of a part.
    public func bytes(_ range: Range<Int>) -> [UInt8] { range.isEmpty ? [] : read(range) }
}

/// Opens the files in which bodies lie.
public protocol SimulatedFiles {
    /// Opens the file of a body.
    ///
    /// - Throws: ``FileFailure`` when it is not what it was when the project was loaded.
    func open(_ body: FileBody) throws(FileFailure) -> SimulatedFile
}

/// No files: a response whose body lies in one is answered with 500.
public struct NoSimulatedFiles: SimulatedFiles {
    /// Makes it.
    public init() {}

    /// Refuses.
    public func open(_ body: FileBody) throws(FileFailure) -> SimulatedFile {
        throw .unreadable(path: body.path, reason: "cannot be read here")
    }
}
