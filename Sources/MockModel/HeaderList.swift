/// A header value that is a list of elements between commas (RFC 9110 §5.6.1).
public enum HeaderList {
    /// The elements without white space around them; a comma in double quotes separates nothing, empty elements are dropped.
    public static func elements(of value: String) -> [String] {
        var elements: [String] = []
        var element: [UInt8] = []
        var isQuoted = false
        var isEscaped = false
        for byte in value.utf8 {
            if byte == UInt8(ascii: ","), !isQuoted {
                elements.append(String(decoding: element, as: UTF8.self))
                element = []
                continue
            }
            if byte == UInt8(ascii: "\""), !isEscaped { isQuoted.toggle() }
            isEscaped = isQuoted && byte == UInt8(ascii: "\\") && !isEscaped
            element.append(byte)
        }
        elements.append(String(decoding: element, as: UTF8.self))
        return elements.map { String($0.trimmed) }.filter { !$0.isEmpty }
    }
}
