/// `Work NAME BYTES`: one reader or matcher over an input of about that size; without arguments it lists the names.
///
/// `scripts/check-linear` counts the instructions of two sizes.
@main
enum Main {
    static func main() {
        let arguments = CommandLine.arguments
        guard arguments.count == 3, let size = Int(arguments[2]) else {
            for name in cases.keys.sorted() { print(name) }
            return
        }
        guard let run = cases[arguments[1]] else { return print("there is no '\(arguments[1])'") }
        run(max(size, 64))
    }

    private static let cases = EdgeWork.cases.merging(DataWork.cases) { $1 }.merging(SourceWork.cases) { $1 }
}

/// Text repeated up to a number of bytes.
func repeated(_ text: String, to size: Int) -> [UInt8] {
    let piece = Array(text.utf8)
    var bytes: [UInt8] = []
    bytes.reserveCapacity(size + piece.count)
    while bytes.count < size { bytes += piece }
    return bytes
}

/// Numbered texts, up to a number of bytes.
func numbered(to size: Int, _ make: (Int) -> String) -> [UInt8] {
    var bytes: [UInt8] = []
    var number = 0
    while bytes.count < size {
        bytes += Array(make(number).utf8)
        number += 1
    }
    return bytes
}
