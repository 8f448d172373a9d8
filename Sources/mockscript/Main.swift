import Glibc

/// The entry of the program.
@main
enum Main {
    static func main() async {
        signal(SIGPIPE, SIG_IGN)
        let surroundings = Surroundings.ofProcess
        let run = CommandLineRun(arguments: Array(CommandLine.arguments.dropFirst()), surroundings: surroundings)
        exit(await run.run().rawValue)
    }
}
