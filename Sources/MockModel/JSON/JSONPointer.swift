/// JSON Pointers (RFC 6901).
public enum JSONPointer {
    /// The pointer with one step more.
    public static func appending(_ step: String, to pointer: String) -> String {
        guard step.utf8.contains(where: { $0 == UInt8(ascii: "~") || $0 == UInt8(ascii: "/") }) else {
            return "\(pointer)/\(step)"
        }
        let escaped = step.unicodeScalars.map { scalar -> String in
            scalar == "~" ? "~0" : scalar == "/" ? "~1" : String(scalar)
        }
        return "\(pointer)/\(escaped.joined())"
    }

    /// The steps of a pointer, unescaped; `nil` when it does not begin with a slash.
    public static func steps(_ pointer: String) -> [String]? {
        guard !pointer.isEmpty else { return [] }
        guard pointer.hasPrefix("/") else { return nil }
        return pointer.dropFirst().split(separator: "/", omittingEmptySubsequences: false).map(unescaped)
    }

    private static func unescaped(_ step: Substring) -> String {
        guard step.utf8.contains(UInt8(ascii: "~")) else { return String(step) }
        var text = ""
        var isEscape = false
        for scalar in step.unicodeScalars {
            if isEscape {
                text.unicodeScalars.append(scalar == "1" ? "/" : scalar == "0" ? "~" : scalar)
                isEscape = false
            } else if scalar == "~" {
                isEscape = true
            } else {
                text.unicodeScalars.append(scalar)
            }
        }
        return text
    }
}

extension JSONValue {
    /// The member or element that one step of a JSON Pointer leads to.
    func member(_ step: String) -> JSONValue? {
        switch self {
        case .object(let object): return object[step]
        case .array(let elements):
            guard let index = Int(step), elements.indices.contains(index), String(index) == step else { return nil }
            return elements[index]
        default: return nil
        }
    }
}
