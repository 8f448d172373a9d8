import MockModel

/// The Lua text that a template becomes: it returns `{ headers = { [n] = pieces }, body = pieces }`.
///
/// Each expression stands on the line that it has in the file, so that the lines of Lua's errors are the file's.
struct TemplateChunk {
    /// One piece of a text.
    enum Piece: Equatable {
        /// Sent as it is.
        case text([UInt8])
        /// The value of an expression, written as a kind of text; with its line in the file, from 1.
        case expression(kind: Kind, code: [UInt8], line: Int, references: [ScriptReference])

        var isExpression: Bool {
            if case .expression = self { true } else { false }
        }
    }

    /// How a value is written.
    enum Kind: String {
        /// As a JSON value.
        case json
        /// Inside a JSON string.
        case jsonstring
        case text
        case html
        case xml
        case url
        case csv
        /// As a header value.
        case header
    }

    private var bytes: [UInt8] = Array("return{".utf8)
    private var line = 1

    /// Writes the chunk; the header comes before the body, as in the file.
    static func text(headers: [Int: [Piece]], body: [Piece]?) -> String {
        var chunk = TemplateChunk()
        chunk.add("headers={")
        for (place, pieces) in headers.sorted(by: { $0.key < $1.key }) {
            chunk.add("[\(place)]=")
            chunk.add(pieces)
        }
        chunk.add("},")
        if let body {
            chunk.add("body=")
            chunk.add(body)
        }
        chunk.add("}")
        return String(decoding: chunk.bytes, as: UTF8.self)
    }

    /// The chunk of a condition: `function(req, state)` with its expressions joined by `and`, each on its line.
    static func condition(_ expressions: [(code: [UInt8], line: Int)]) -> String {
        var chunk = TemplateChunk()
        chunk.bytes = Array("return function(req, state) return true".utf8)
        for (code, line) in expressions {
            chunk.goTo(line)
            chunk.add(" and (")
            chunk.add(code)
            chunk.add(")")
        }
        chunk.add(" end")
        return String(decoding: chunk.bytes, as: UTF8.self)
    }

    private mutating func add(_ text: String) {
        bytes += text.utf8
    }

    private mutating func add(_ code: [UInt8]) {
        bytes += code
        line += code.count { $0 == 0x0A }
    }

    private mutating func goTo(_ target: Int) {
        guard target > line else { return }
        bytes += repeatElement(0x0A, count: target - line)
        line = target
    }

    private mutating func add(_ pieces: [Piece]) {
        add("{")
        for piece in pieces {
            switch piece {
            case .text(let text): quote(text)
            case .expression(let kind, let code, let line, _):
                goTo(line)
                add("{\"\(kind.rawValue)\",function(req,state)return(")
                add(code)
                add(")end},")
            }
        }
        add("},")
    }

    /// A string of Lua on one line; every byte that is not plain ASCII as `\ddd`.
    private mutating func quote(_ text: [UInt8]) {
        bytes.append(UInt8(ascii: "\""))
        for byte in text {
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"): bytes += [UInt8(ascii: "\\"), byte]
            case 0x20...0x7E: bytes.append(byte)
            default: bytes += [UInt8(ascii: "\\"), 0x30 + byte / 100, 0x30 + byte / 10 % 10, 0x30 + byte % 10]
            }
        }
        bytes += "\",".utf8
    }
}
