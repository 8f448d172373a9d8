import Glibc
import NIOCore

extension ServerOptions {
    /// The processors of this machine.
    public static var processors: Int { System.coreCount }

    /// What the process's limit on open files leaves for connections when 128 are kept for everything else and those for requests to
    /// other servers, at most 10,000.
    public static var mostConnections: Int {
        guard let files else { return 10_000 }
        return min(10_000, max(files - 128 - mostOutgoing, 16))
    }

    /// Requests to other servers at one time: a quarter of the limit on open files, between 16 and 1,024.
    public static var mostOutgoing: Int {
        min(1_024, max((files ?? 4_096) / 4, 16))
    }

    private static var files: Int? {
        let files = sysconf(Int32(_SC_OPEN_MAX))
        return files > 0 ? files : nil
    }
}
