import Foundation
import MockModel
import TestSupport
import Testing

@Suite("JSON reading")
struct JSONReaderTests {
    private func read(_ text: String) throws -> JSONValue { try JSONValue(parsing: text) }

    private func error(_ text: String) -> JSONError? {
        do throws(JSONError) {
            _ = try JSONValue(parsing: text)
            return nil
        } catch { return error }
    }

    @Test("every value of the grammar is read")
    func values() throws {
        #expect(try read(" null\n") == .null)
        #expect(try read("[true,false]") == [true, false])
        #expect(try read(#"{"a":{"b":[1,"x",{}]},"c":[]}"#) == ["a": ["b": [1, "x", [:]]], "c": []])
        #expect(try read(#""\"\\\/\b\f\n\r\t\u00e9\uD83D\uDE00 ü""#) == "\"\\/\u{8}\u{C}\n\r\té😀 ü")
    }

    @Test("numbers stay exact")
    func numbers() throws {
        #expect(try read("9223372036854775807") == .integer(.max))
        #expect(try read("-9223372036854775808") == .integer(.min))
        #expect(try read("9223372036854775808") == .bigNumber("9223372036854775808"))
        #expect(try read("5.0") == .number(5))
        #expect(try read("1e2") == .number(100))
        #expect(try read("0.1") == .number(0.1))
        #expect(try read("3.14159265358979323846") == .bigNumber("3.14159265358979323846"))
        #expect(try read("1e400") == .bigNumber("1e400"))
        guard case .number(let zero) = try read("-0") else { return #expect(Bool(false), "-0 is no double") }
        #expect(zero.sign == .minus)
    }

    @Test("key order stays and the last of doubled names stands")
    func order() throws {
        guard case .object(let object) = try read(#"{"z":1,"a":2,"z":3}"#) else { return #expect(Bool(false)) }
        #expect(object.members.map(\.name) == ["z", "a"])
        #expect(object["z"] == 3)
        let many = "{" + (0..<40).map { #""k\#($0 % 20)":\#($0)"# }.joined(separator: ",") + "}"
        guard case .object(let twenty) = try read(many) else { return #expect(Bool(false)) }
        #expect(twenty.members.map(\.name) == (0..<20).map { "k\($0)" })
        #expect(twenty["k19"] == 39)
    }

    @Test("512 levels are read and 513 are not")
    func depth() throws {
        #expect(throws: Never.self) {
            try read(String(repeating: "[", count: 512) + String(repeating: "]", count: 512))
        }
        let deep = error(String(repeating: "[", count: 100_000))
        #expect(deep?.message == "more than 512 arrays and objects in each other")
        #expect(deep?.offset == 512)
    }

    @Test(
        "an error names what was expected, what was found and where",
        arguments: [
            ("[1 2]", 4, "expected ',' or ']' after the value, found '2'"),
            ("{\"ä\": tru}", 7, "expected a value, found 'tru' (text stands in double quotes)"),
            ("{\"a\": True}", 7, "expected a value, found 'True' (write true)"),
            ("{a: 1}", 2, "expected a name in double quotes, found 'a' (write \"a\")"),
            ("{'a': 1}", 2, "expected a name in double quotes, found ''' (JSON has double quotes only)"),
            ("{\"a\" 1}", 6, "expected ':' after the name, found '1'"),
            ("{\"a\":1 \"b\":2}", 8, "expected ',' or '}' after the value, found '\"' (a comma is missing before it)"),
            ("[1, // x\n2]", 5, "expected a value, found '/' (JSON has no comments)"),
            ("", 1, "expected a value, found the end of the text"),
            ("{\"a\":", 6, "expected a value, found the end of the text"),
            ("{} x", 4, "expected the end of the text after the value, found 'x'"),
            ("\"abc", 1, "the text that begins here does not end"),
            ("\"a\nb\"", 3, "found the end of the line inside a text (write it as \\n)"),
            ("\"\\x\"", 2, "an unknown escape in a text (a backslash itself is written \\\\)"),
            ("\"\\ud800\"", 2, "half of a surrogate pair"),
            ("\"\\u12g4\"", 6, "expected four hexadecimal digits after \\u, found 'g4'"),
            ("[01]", 2, "a number of several digits does not begin with 0 (remove the 0)"),
            ("[-]", 3, "expected a digit after the minus sign, found ']'"),
            ("[1.]", 4, "expected a digit after the point, found ']'"),
            ("[+1]", 2, "expected a value, found '+' (leave out the plus sign)"),
        ])
    func messages(text: String, column: Int, message: String) {
        let error = error(text)
        #expect(error?.column == column)
        #expect(error.map { $0.message + ($0.hint.map { " (\($0))" } ?? "") } == message)
    }

    @Test("an error counts lines and says what to do")
    func lines() {
        let comma = error("{\n  \"a\": 1,\n}")
        #expect(comma?.location(in: "a.json").description == "a.json:3:1")
        #expect(
            comma?.description
                == "line 3, column 1: expected a name in double quotes, found '}' (remove the comma before it)")
    }

    @Test("invalid UTF-8 is refused at its place")
    func invalidUTF8() {
        let bytes = Array("[\"ok\", \"a".utf8) + [0xC3, 0x28] + Array("\"]".utf8)
        do throws(JSONError) {
            _ = try JSONValue(parsing: bytes)
            #expect(Bool(false), "read")
        } catch {
            #expect(error.message == "the text is not valid UTF-8")
            #expect(error.offset == 9)
        }
    }

    @Test("a file may begin with a byte order mark, a text may not")
    func byteOrderMarks() throws {
        let text = #"{"name":"Zoë 😀"}"#
        let wide = Array(text.utf16)
        #expect(try JSONValue(file: [0xEF, 0xBB, 0xBF] + Array(text.utf8))["name"] == "Zoë 😀")
        #expect(
            try JSONValue(file: [0xFE, 0xFF] + wide.flatMap { [UInt8($0 >> 8), UInt8($0 & 255)] })["name"] == "Zoë 😀")
        #expect(
            try JSONValue(file: [0xFF, 0xFE] + wide.flatMap { [UInt8($0 & 255), UInt8($0 >> 8)] })["name"] == "Zoë 😀")
        #expect(error("\u{FEFF}{}")?.message == "expected a value, found a byte order mark")
        #expect(throws: JSONError.self) { try JSONValue(file: [0xFF, 0xFE, 0x5B]) }
        #expect(throws: JSONError.self) { try JSONValue(file: []) }
    }

    @Test("every prefix and every changed byte of a document is read or refused, never a crash")
    func broken() {
        let document = Array(#"{"a":[1,-2.5e3,"x\u00e9\n",true,null],"ü":{"b":{}}}"#.utf8)
        var refused = 0
        for place in document.indices {
            if (try? JSONValue(parsing: Array(document[..<place]))) == nil { refused += 1 }
            for byte in [0x00, 0x22, 0x5C, 0x7B, 0x80, 0xFF] as [UInt8] {
                var changed = document
                changed[place] = byte
                _ = try? JSONValue(parsing: changed)
            }
        }
        #expect(refused == document.count)
    }

    @Test("the test files of the grammar are decided as their names say", .enabled(if: Corpus.isPresent))
    func corpus() throws {
        var decided = 0
        for file in Corpus.files("json-parsing") where file.lastPathComponent.prefix(2) != "i_" {
            guard file.pathExtension == "json" else { continue }
            let bytes = Array(try Data(contentsOf: file))
            let accepted = (try? JSONValue(parsing: bytes)) != nil
            #expect(accepted == file.lastPathComponent.hasPrefix("y_"), "\(file.lastPathComponent)")
            decided += 1
        }
        #expect(decided > 250)
    }
}
