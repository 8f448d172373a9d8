import MockModel
import Testing

@Suite("Packed values")
struct PackedValueTests {
    @Test(
        "a value has one form in bytes",
        arguments: [
            ("null", [0xC0]), ("true", [0xC3]), ("7", [0x07]), ("-32", [0xE0]), ("-33", [0xD0, 0xDF]),
            ("128", [0xCC, 0x80]),
            ("256", [0xCD, 1, 0]), ("65536", [0xCE, 0, 1, 0, 0]), ("4294967296", [0xD3, 0, 0, 0, 1, 0, 0, 0, 0]),
            ("-129", [0xD1, 0xFF, 0x7F]), ("-32769", [0xD2, 0xFF, 0xFF, 0x7F, 0xFF]), ("\"é\"", [0xA2, 0xC3, 0xA9]),
            ("1.5", [0xCB, 0x3F, 0xF8, 0, 0, 0, 0, 0, 0]), ("[]", [0x90]), ("{}", [0x80]), ("[null]", [0x91, 0xC0]),
            ("{\"b\":1,\"a\":null}", [0x82, 0xA1, 0x62, 1, 0xA1, 0x61, 0xC0]),
            ("99999999999999999999", [0xC7, 20, 1] + Array(repeating: 0x39, count: 20)),
        ] as [(String, [UInt8])])
    func form(text: String, bytes: [UInt8]) throws {
        let value = try JSONValue(parsing: text)
        #expect(PackedValue(value).bytes == bytes)
        #expect(JSONValue(PackedValue(bytes: bytes)) == value)
    }

    @Test("long texts, lists and tables, and all widths of numbers come back")
    func sizes() {
        for count in [15, 16, 31, 32, 255, 256, 65_535, 65_536] {
            let text = JSONValue.string(String(repeating: "x", count: count))
            #expect(JSONValue(PackedValue(text)) == text)
            let list = JSONValue.array(Array(repeating: .bool(true), count: count))
            #expect(JSONValue(PackedValue(list)) == list)
            let table = JSONValue.object(JSONObject((0..<count).map { .init("k\($0)", .integer(Int64($0))) }))
            #expect(JSONValue(PackedValue(table)) == table)
        }
        for shift in 0..<64 {
            for offset in [-1, 0, 1] as [Int64] {
                let number = JSONValue.integer((Int64(1) << shift) &+ offset)
                #expect(JSONValue(PackedValue(number)) == number)
            }
        }
        #expect(JSONValue(PackedValue(JSONValue.integer(.min))) == .integer(.min))
    }

    @Test("forms that only others write are read")
    func foreign() {
        #expect(JSONValue(PackedValue(bytes: [0xC4, 2, 0xFF, 0x61])) == "\u{FFFD}a")
        #expect(JSONValue(PackedValue(bytes: [0x81, 0x07, 0xC3])) == ["7": true])
        #expect(JSONValue(PackedValue(bytes: [0xCA, 0x3F, 0xC0, 0, 0])) == .number(1.5))
        #expect(JSONValue(PackedValue(bytes: [0xD4, 1, 0x35])) == .bigNumber("5"))
    }

    @Test("broken bytes are null and never a crash")
    func broken() throws {
        let packed = PackedValue(try JSONValue(parsing: #"{"a":[1,-300,2.5,"text"],"b":{"c":null}}"#)).bytes
        for end in packed.indices { #expect(JSONValue(PackedValue(bytes: Array(packed[..<end]))) == .null) }
        for place in packed.indices {
            for byte in UInt8.min...UInt8.max {
                var changed = packed
                changed[place] = byte
                _ = JSONWriter.compact(JSONValue(PackedValue(bytes: changed)))
            }
        }
        #expect(JSONValue(PackedValue(bytes: Array(repeating: 0x91, count: 100_000))) == .null)
        #expect(JSONValue(PackedValue(bytes: [0xDD, 0xFF, 0xFF, 0xFF, 0xFF])) == .null)
    }

    @Test(
        "scalars come back",
        arguments: [.none, .bool(false), .integer(-5), .number(0.1), .text("")] as [ScriptArgument])
    func scalars(scalar: ScriptArgument) {
        #expect(PackedValue(scalar).scalar == scalar)
    }

    @Test("a list is no scalar")
    func noScalar() {
        #expect(PackedValue(JSONValue.array([])).scalar == nil)
    }
}
