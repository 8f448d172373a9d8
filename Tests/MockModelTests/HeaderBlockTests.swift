import Testing

@testable import MockModel

@Suite("A header as it was read")
struct HeaderBlockTests {
    private func header(_ text: String) -> HeaderFields { header(Array(text.utf8)) }

    private func header(_ bytes: [UInt8]) -> HeaderFields {
        var names = HeaderNameFilter()
        for line in bytes.split(separator: 0x0A) {
            guard let first = line.first, let colon = line.firstIndex(of: UInt8(ascii: ":")) else { continue }
            names.insert(length: colon - line.startIndex, first: first)
        }
        return HeaderFields(HeaderBlock(bytes, names: names))
    }

    @Test("has the fields in their order, without white space around values")
    func fields() {
        let read = header("Host: a\r\nX-A:\t 1 b \t\r\nEmpty:\r\nx-a:2\r\n\r\n")
        #expect(read.fields == [.init("Host", "a"), .init("X-A", "1 b"), .init("Empty", ""), .init("x-a", "2")])
        #expect(read == HeaderFields([("Host", "a"), ("X-A", "1 b"), ("Empty", ""), ("x-a", "2")]))
    }

    @Test("finds names in any letter case, and only those that are there")
    func lookup() {
        let read = header("Host: a\r\nX-A: 1\r\nx-a: 2\r\n")
        #expect(read["HOST"] == "a")
        #expect(read["x-A"] == "1")
        #expect(read.values(of: "X-a") == ["1", "2"])
        #expect(read.contains("host"))
        #expect(read["Hoss"] == nil, "of the same length and first letter")
        #expect(!read.contains("x-ab"))
        #expect(!read.contains(""))
    }

    @Test("tells which names may be there")
    func mayContain() {
        let read = header("Prefer: code=404\r\n")
        #expect(read.mayContain(HeaderNameFilter(["x-mock-example", "prefer"])))
        #expect(!read.mayContain(HeaderNameFilter(["x-mock-example"])))
        #expect(
            HeaderFields([("Accept", "a")]).mayContain(HeaderNameFilter(["x-mock-example"])), "texts are not looked at")
    }

    @Test("is UTF-8 where it can be, else ISO 8859-1")
    func encodings() {
        #expect(header(Array("A: é\r\n".utf8))["a"] == "é")
        #expect(header(Array("A: ".utf8) + [0x63, 0xE9, 0x0D, 0x0A])["a"] == "cé")
    }

    @Test("becomes a list of fields when it is changed")
    func changes() {
        var read = header("Host: a\r\nX-A: 1\r\n")
        read.set("x-a", "3")
        read.append("New", "n")
        #expect(read.fields == [.init("Host", "a"), .init("x-a", "3"), .init("New", "n")])
        #expect(read["new"] == "n")
    }

    @Test("may have no line at all")
    func empty() {
        #expect(header("\r\n").isEmpty)
        #expect(header("\r\n").fields.isEmpty)
    }
}
