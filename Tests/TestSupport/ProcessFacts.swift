import Foundation

/// What the system says of this process.
public enum ProcessFacts {
    /// Bytes of memory in use (resident set).
    public static var memory: Int {
        let pages = (try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8))?.split(separator: " ")
        return (pages.flatMap { Int($0[1]) } ?? 0) * 4096
    }

    /// Open file descriptors.
    public static var descriptors: Int {
        (try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").count) ?? 0
    }

    /// Threads of the process.
    public static var threads: Int {
        (try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/task").count) ?? 0
    }

    /// Processor time used so far, in seconds.
    public static var processorTime: Double {
        Double(clock()) / Double(CLOCKS_PER_SEC)
    }
}
