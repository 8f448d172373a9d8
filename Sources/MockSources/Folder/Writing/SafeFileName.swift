import MockFiles
import MockModel

/// Names of files and folders that every file system takes, with other characters written as in a URL.
enum SafeFileName {
    /// Bytes that a name may have; file systems allow 255.
    static let longest = 200

    /// A text as a part of a name: what file systems refuse, braces and percent signs are escaped.
    static func escaped(_ text: String, keepingBraces: Bool = false) -> String {
        text.unicodeScalars.map { scalar -> String in
            let isBrace = scalar == "{" || scalar == "}"
            let isRefused = scalar.value < 0x20 || scalar.value == 0x7F || refused.contains(scalar)
            return isRefused || (isBrace && !keepingBraces) ? escape(scalar) : String(scalar)
        }.joined()
    }

    private static let refused = Set("%/\\:*?\"<>|".unicodeScalars)

    /// A character as its bytes in UTF-8.
    static func escape(_ scalar: Unicode.Scalar) -> String {
        String(scalar).utf8.map { byte in
            let digits = String(byte, radix: 16, uppercase: true)
            return "%" + (digits.count == 1 ? "0" + digits : digits)
        }.joined()
    }

    /// The text with its first character escaped.
    static func escapingFirst(_ text: String) -> String {
        guard let first = text.unicodeScalars.first else { return text }
        return escape(first) + String(String.UnicodeScalarView(text.unicodeScalars.dropFirst()))
    }

    /// The text with its last character escaped.
    static func escapingLast(_ text: String) -> String {
        guard let last = text.unicodeScalars.last else { return text }
        return String(String.UnicodeScalarView(text.unicodeScalars.dropLast())) + escape(last)
    }
}

/// The names that one folder has already, compared as file systems do that do not know letter case.
struct TakenNames {
    private var taken: Set<String> = []

    /// Takes the first of some names that is free; `nil` when none is.
    mutating func take(_ names: some Sequence<String>) -> String? {
        for name in names where taken.insert(name.lowercased()).inserted { return name }
        return nil
    }
}
