/// The time of a file's last change: with its size it tells one version of a body from another.
public struct FileVersion: Sendable, Equatable {
    /// Seconds since 1970.
    public var seconds: Int
    /// Nanoseconds of the second.
    public var nanoseconds: Int

    /// Makes a version.
    public init(seconds: Int, nanoseconds: Int = 0) {
        self.seconds = seconds
        self.nanoseconds = nanoseconds
    }
}
