import CFuzzer
import Glibc

/// `Fuzz NAME [ARGUMENTS OF LIBFUZZER]`: runs one target; without a name it lists them.
@main
enum Main {
    static func main() {
        let arguments = CommandLine.arguments
        guard arguments.count > 1, let target = FuzzTarget(rawValue: arguments[1]) else {
            for target in FuzzTarget.allCases { print(target.rawValue) }
            exit(arguments.count > 1 ? 2 : 0)
        }
        chosen = target
        // libFuzzer reads the arguments of its own program, and keeps the pointers.
        var words: [UnsafeMutablePointer<CChar>?] = ([arguments[0]] + arguments.dropFirst(2)).map { strdup($0) } + [nil]
        var count = Int32(words.count - 1)
        let code = words.withUnsafeMutableBufferPointer { buffer in
            var start = buffer.baseAddress
            return LLVMFuzzerRunDriver(&count, &start) { data, size in
                chosen.run([UInt8](UnsafeBufferPointer(start: data, count: size)))
                return 0
            }
        }
        exit(code)
    }
}

/// The target of this process; set once, before libFuzzer starts.
nonisolated(unsafe) private var chosen = FuzzTarget.request
