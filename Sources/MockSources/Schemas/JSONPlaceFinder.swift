import MockModel

/// Finds places in JSON text that is known to be valid.
struct JSONPlaceFinder {
    private let bytes: [UInt8]
    private var index = 0

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// The bytes of what some steps lead to: the name of a member, the first byte of an element; as far as the steps go.
    mutating func find(_ steps: ArraySlice<String>) -> Range<Int> {
        var steps = steps
        var found = start()
        while let step = steps.popFirst() {
            guard let next = enter(step) else { return found }
            found = next
        }
        return found
    }

    private mutating func start() -> Range<Int> {
        skipSpace()
        return index..<index + 1
    }

    /// Moves to the value of a member or an element.
    private mutating func enter(_ step: String) -> Range<Int>? {
        skipSpace()
        guard index < bytes.count else { return nil }
        let opening = bytes[index]
        guard opening == UInt8(ascii: "{") || opening == UInt8(ascii: "[") else { return nil }
        index += 1
        var place = 0
        while true {
            skipSpace()
            guard index < bytes.count, bytes[index] != UInt8(ascii: "}"), bytes[index] != UInt8(ascii: "]") else {
                return nil
            }
            let start = index
            if opening == UInt8(ascii: "{") {
                let name = readName()
                if name.isSame(as: step) { return start..<start + name.utf8.count + 2 }
            } else if String(place) == step {
                return start..<start + 1
            }
            skipValue()
            skipSpace()
            if index < bytes.count, bytes[index] == UInt8(ascii: ",") { index += 1 }
            place += 1
        }
    }

    /// Reads a name and moves behind its colon.
    private mutating func readName() -> String {
        let start = index
        skipText()
        let name = (try? JSONValue(parsing: Array(bytes[start..<index])))?.text ?? ""
        skipSpace()
        index += 1
        skipSpace()
        return name
    }

    private mutating func skipSpace() {
        while index < bytes.count, bytes[index] <= 0x20 { index += 1 }
    }

    private mutating func skipText() {
        index += 1
        while index < bytes.count, bytes[index] != UInt8(ascii: "\"") {
            index += bytes[index] == UInt8(ascii: "\\") ? 2 : 1
        }
        index = min(index + 1, bytes.count)
    }

    private mutating func skipValue() {
        var depth = 0
        while index < bytes.count {
            switch bytes[index] {
            case UInt8(ascii: "\""): skipText()
            case UInt8(ascii: "{"), UInt8(ascii: "["):
                depth += 1
                index += 1
            case UInt8(ascii: "}"), UInt8(ascii: "]"):
                guard depth > 0 else { return }
                depth -= 1
                index += 1
            case UInt8(ascii: ",") where depth == 0: return
            default: index += 1
            }
        }
    }
}
