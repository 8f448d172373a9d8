import Glibc
import MockEngine

/// Says on stderr why the process ends when an error of the program itself ends it: the signal, and the route that was answered.
enum CrashReport {
    private static let signals = [SIGILL, SIGTRAP, SIGSEGV, SIGBUS, SIGFPE, SIGABRT]

    /// Reports from now on; the signal ends the process afterwards, as it would have.
    static func install() {
        for number in signals {
            var action = sigaction()
            unsafe action.__sigaction_handler.sa_handler = { number in CrashReport.write(number) }
            action.sa_flags = Int32(truncatingIfNeeded: SA_RESETHAND) | SA_ONSTACK
            unsafe sigaction(number, &action, nil)
        }
    }

    /// Runs in the signal handler: only writes, nothing is allocated.
    private static func write(_ number: Int32) {
        write("mockscript: internal error (")
        write(name(of: number))
        write(")")
        unsafe RunningRoute.withName { name in
            write(" while it answered ")
            _ = unsafe Glibc.write(STDERR_FILENO, name.baseAddress, name.count)
        }
        write(". This is an error of mockscript, not of the project; please report it with the request and the route\n")
        raise(number)
    }

    private static func name(of number: Int32) -> StaticString {
        switch number {
        case SIGILL, SIGTRAP: "a check of the program failed"
        case SIGSEGV, SIGBUS: "memory that does not exist was used"
        case SIGFPE: "a division failed"
        default: "the program gave up"
        }
    }

    private static func write(_ text: StaticString) {
        _ = unsafe Glibc.write(STDERR_FILENO, text.utf8Start, text.utf8CodeUnitCount)
    }
}
