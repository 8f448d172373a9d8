import Foundation
import TestSupport
import Testing

/// Values of header fields that are not UTF-8 keep their bytes on every way.
@Suite(.ownThreads) struct HeaderBytesTests {
    @Test func `any bytes of a value pass from client to code and back, from examples and through a proxy`() throws {
        let folder = try TemporaryFiles.folder([
            "routes/echo/route.lua": """
            return { GET = function(req)
              local value = req.headers["x-in"]
              return 200, { bytes = { value:byte(1, -1) } }, { ["X-Out"] = value, ["X-More"] = "\\xE9\\xFF" }
            end }
            """,
            "routes/match/GET.json": "{}",
            "routes/match/GET.other.http": "# @match header.x-in = é\nHTTP/1.1 299 Matched\n\n",
        ])
        defer { try? FileManager.default.removeItem(at: folder) }
        let example = Array("HTTP/1.1 200 OK\nX-Out: caf".utf8) + [0xE9, 0x80] + Array("\n\n".utf8)
        try TemporaryFiles.write(Data(example), to: folder.appendingPathComponent("routes/file/GET.http"))
        let server = try ServedMock(folder.path, arguments: ["--no-watch"])
        let front = try EdgeMock(
            [
                "routes/code/route.lua":
                    "return { GET = function(req) local r = mock.proxy(req) r.headers[\"X-A\"] = \"1\" return r end }"
            ],
            ["--no-watch", "--upstream", "http://127.0.0.1:\(server.port)", "--unmatched", "proxy"])
        for port in [server.port, front.server.port] {
            let answer = try answer(port, "/echo", [0xE9, 0x20, 0x80])
            #expect(contains(answer, Array("X-Out: ".utf8) + [0xE9, 0x20, 0x80, 0x0D]))
            #expect(contains(answer, Array("X-More: ".utf8) + [0xE9, 0xFF, 0x0D]))
            #expect(String(decoding: answer, as: UTF8.self).contains("[233,32,128]"))
            #expect(contains(try self.answer(port, "/file", [0x61]), Array("X-Out: caf".utf8) + [0xE9, 0x80, 0x0D]))
        }
        #expect(String(decoding: try answer(server.port, "/match", [0xE9]), as: UTF8.self).hasPrefix("HTTP/1.1 299"))
        let utf8 = try answer(server.port, "/match", Array("é".utf8))
        #expect(String(decoding: utf8, as: UTF8.self).hasPrefix("HTTP/1.1 299"))
    }

    private func answer(_ port: Int, _ target: String, _ value: [UInt8]) throws -> [UInt8] {
        let client = try RawClient(port: port)
        client.send(
            Array("GET \(target) HTTP/1.1\r\nHost: a\r\nConnection: close\r\nX-In: ".utf8) + value + [13, 10, 13, 10])
        return client.readToEnd().bytes
    }

    private func contains(_ bytes: [UInt8], _ part: [UInt8]) -> Bool { bytes.firstRange(of: part) != nil }
}
