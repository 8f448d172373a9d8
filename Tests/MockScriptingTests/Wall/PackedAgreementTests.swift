import MockModel
import Testing

@testable import MockScripting

/// Swift and the wall each read and write packed values and JSON; what one writes the other must read as the same data.
@Suite("Agreement on packed values")
struct PackedAgreementTests {
    private static let documents = [
        "[]", "{}", #"{"z":null,"a":[null,{"b":null}],"empty":[],"none":{}}"#,
        "[1,-1,127,128,-32,-33,255,256,65535,65536]",
        "[2147483647,2147483648,-2147483648,-2147483649,9223372036854775807,-9223372036854775808]",
        "[0.1,1e300,3.5,1e2,-0,5.0]",
        "[9007199254740993.0,-9007199254740993.0,9007199254740992.0,900719925474099.3e1,9223372036854775807.0,0.900719925474099300e16]",
        "[123456789012345678901234567890,0.12345678901234567890123]",
        #"{"k":"é😀","long":"\#(String(repeating: "x", count: 300))","17":1}"#,
        "[" + (0..<40).map { "\($0)" }.joined(separator: ",") + "]",
        "{" + (0..<40).map { "\"k\($0)\":\($0)" }.joined(separator: ",") + "}",
    ]

    private func run(_ expression: String, _ argument: [UInt8]) throws -> [UInt8] {
        let text = "return function() return 0 end"
        let prelude = """
            local core = ...
            return { convert = function(argument) return \(expression) end }
            """
        let fixture = try WallFixture(["test.lua": text], prelude: prelude)
        guard case .done = fixture.host.call("convert", run: nil, arguments: [.bytes(argument)]),
            case .bytes(let bytes) = fixture.host.results[0]
        else { throw ScriptFailure() }
        return bytes
    }

    private struct ScriptFailure: Error {}

    @Test("both pack a document to the same bytes", arguments: documents)
    func bytes(document: String) throws {
        let packed = try run("core.packed(core.json_decode(argument))", Array(document.utf8))
        #expect(packed == PackedValue(try JSONValue(parsing: document)).bytes)
    }

    @Test("what Swift packs the wall writes as the same JSON", arguments: documents)
    func text(document: String) throws {
        let value = try JSONValue(parsing: document)
        let text = try run("core.json_encode(core.unpacked(argument))", PackedValue(value).bytes)
        #expect(try JSONValue(parsing: text).isSame(as: value))
        #expect(text == JSONWriter.compact(value))
    }
}
