import CProcess
import Glibc

/// The entry of the program.
@main
enum Main {
    /// Runs the command on its thread and parks the main thread until the process exits.
    ///
    /// An asynchronous `main` would end the main thread with `pthread_exit`, for which glibc loads `libgcc_s.so.1`; images that hold only
    /// libc, libm and the loader do not have it.
    static func main() {
        signal(SIGPIPE, SIG_IGN)
        unblockSignals()
        CrashReport.install()
        let arguments = Main.arguments
        Program.note(arguments.first)
        var surroundings = CommandEnvironment.ofProcess
        surroundings.arguments = Array(arguments.dropFirst())
        let run = CommandLineRun(arguments: surroundings.arguments, surroundings: surroundings)
        Task.detached(executorPreference: CommandThread()) { exit(await run.run().rawValue) }
        while true { pause() }
    }

    /// The arguments of the process, also where `/proc` is not mounted.
    private static var arguments: [String] {
        (0..<cprocess_argument_count()).compactMap { index in
            unsafe cprocess_argument(index).map { unsafe String(cString: $0) }
        }
    }

    /// The main thread receives the signals; the parent may have started the process with some of them blocked.
    private static func unblockSignals() {
        var none = sigset_t()
        unsafe sigemptyset(&none)
        unsafe pthread_sigmask(SIG_SETMASK, &none, nil)
    }
}
