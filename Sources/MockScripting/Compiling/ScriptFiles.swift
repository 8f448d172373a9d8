public import MockModel

/// What code may read while a project loads: files below its folder, and listed variables.
///
/// While it serves, code reads through its session's `World`; their caller gives both the same rules.
public struct ScriptFiles: Sendable {
    /// The bytes of a file, by its path in the project.
    public typealias Read = @Sendable (_ path: String) throws(FileAccessError) -> [UInt8]
    /// The value of a variable.
    public typealias Environment = @Sendable (_ name: String) throws(FileAccessError) -> String?

    let read: Read
    let environment: Environment

    /// Takes two functions that throw with the reason why something may not be read.
    public init(read: @escaping Read, environment: @escaping Environment) {
        self.read = read
        self.environment = environment
    }

    /// No files and no variables.
    public static let none = ScriptFiles(
        read: { (_) throws(FileAccessError) in throw FileAccessError("does not exist") },
        environment: { (_) throws(FileAccessError) in throw FileAccessError("is not listed") })
}
