import Glibc
import NIOCore

extension ServerOptions {
    /// The processors of this machine.
    public static var processors: Int { System.coreCount }

    /// What the process's limit on open files leaves for connections when 128 are kept for everything else, at most 10,000.
    public static var mostConnections: Int {
        let files = sysconf(Int32(_SC_OPEN_MAX))
        guard files > 0 else { return 10_000 }
        return min(10_000, max(files - 128, 16))
    }
}
