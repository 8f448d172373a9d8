import Foundation
import MockModel
import Testing

@testable import MockSources

@Suite struct BodyEncodingTests {
    private let mark: [UInt8] = [0xEF, 0xBB, 0xBF]

    private func utf16(_ text: String, little: Bool = true) -> [UInt8] {
        let units = [0xFEFF] + Array(text.utf16)
        return units.flatMap { little ? [UInt8($0 & 0xFF), UInt8($0 >> 8)] : [UInt8($0 >> 8), UInt8($0 & 0xFF)] }
    }

    private func project(_ files: [String: [UInt8]]) throws -> Project {
        let folder = try TemporaryFolder()
        for (name, bytes) in files { try folder.write("routes/\(name)", Data(bytes)) }
        return try folder.read()
    }

    @Test func `JSON is sent without a byte order mark, other text as it is`() throws {
        let project = try project([
            "GET.json": mark + Array("{\"a\":1}".utf8), "PUT.csv": mark + Array("a,b".utf8),
            "POST.http": mark + Array("HTTP/1.1 200 OK\nContent-Type: application/json\n\n< ./b.json".utf8),
            "b.json": mark + Array("[\"{{ 1 + 1 }}\"]".utf8),
            "PATCH.json": mark + Array(("[" + String(repeating: "1,", count: 50_000) + "1]").utf8),
        ])
        #expect(project.findings == [])
        #expect(project.example("GET.json")?.response.body == .bytes(Array("{\"a\":1}".utf8)))
        #expect(project.example("PUT.csv")?.response.body == .bytes(mark + Array("a,b".utf8)))
        #expect(project.example("PATCH.json")?.response.body.count == 100_003)
        #expect(project.example("POST.http")?.template != nil)
    }

    @Test func `a large JSON file with a mark is told`() throws {
        let project = try project(["GET.json": mark + [UInt8](repeating: 0x20, count: 2 << 20)])
        #expect(project.problems.map(\.name) == ["byte-order-mark"])
    }

    @Test(arguments: [true, false])
    func `text in UTF-16 with its mark is sent as UTF-8`(little: Bool) throws {
        let message = "HTTP/1.1 200 OK\nContent-Type: text/plain\n\nzwölf 🫖"
        let kept = "HTTP/1.1 200 OK\nContent-Type: text/plain; charset=utf-16\n\n< ./b.txt"
        let project = try project([
            "GET.json": utf16("{\"tee\":\"grün 🫖\"}", little: little), "POST.http": utf16(message, little: little),
            "PUT.txt": utf16("x", little: little), "DELETE.http": Array(kept.utf8), "b.txt": utf16("x", little: little),
            "PATCH.bin": utf16("x", little: little), "route.lua": utf16("return {}", little: little),
        ])
        #expect(project.findings == [])
        #expect(project.example("GET.json")?.response.body == .bytes(Array("{\"tee\":\"grün 🫖\"}".utf8)))
        #expect(project.example("POST.http")?.response.body == .bytes(Array("zwölf 🫖".utf8)))
        #expect(project.example("PUT.txt")?.response.body == .bytes(Array("x".utf8)))
        #expect(project.example("DELETE.http")?.response.body == .bytes(utf16("x", little: little)))
        #expect(project.example("PATCH.bin")?.response.body == .bytes(utf16("x", little: little)))
        #expect(project.script("routes/route.lua")?.text == "return {}")
    }

    @Test func `a body with a coding is not taken for JSON, whatever its bytes`() throws {
        let head = "HTTP/1.1 200 OK\nContent-Type: application/json\nContent-Encoding: "
        let packed: [UInt8] = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3, 0x7B, 0x7B, 0x20, 0x7D, 0x7D, 0xFF]
        let project = try project([
            "GET.http": Array((head + "gzip\n\n< ./b.gz").utf8), "b.gz": packed,
            "PUT.http": Array((head + "br\n\n").utf8) + packed,
            "POST.http": Array((head + "gzip\n\nnot packed, on purpose").utf8),
            "PATCH.http": Array((head + "identity\n\nnot JSON").utf8),
        ])
        #expect(project.problems.map(\.location?.file) == ["routes/PATCH.http"])
        for name in ["GET.http", "PUT.http"] {
            #expect(project.example(name)?.response.body == .bytes(packed), "\(name)")
            #expect(project.example(name)?.template == nil)
        }
    }
}
