import Foundation
import TestSupport
import Testing

@Suite(
    "The built mockscript serving real Postman collections", .enabled(if: Corpus.isPresent), .serialized, .ownThreads)
struct PostmanCorpusTests {
    private static let files = Corpus.files("postman").filter { file in
        (try? Data(contentsOf: file)).flatMap { ExpectedCollection($0) } != nil
    }

    @Test("refuses a collection of version 1 with one problem and exit code 3")
    func version1() throws {
        let file = Corpus.folder("postman").appendingPathComponent(
            "vmware__vSphere-Automation-Rest-API-Samples.postman.json")
        do {
            _ = try MockProcess(serving: file.path)
            Issue.record("a collection of version 1 is served")
        } catch MockProcessError.notReady(let exitCode, let text) {
            #expect(exitCode == 3)
            #expect(text.contains("version 1"), "\(text)")
        }
    }

    @Test("answers with every example as it was saved", arguments: files)
    func everyExample(file: URL) throws {
        let expected = try #require(try ExpectedCollection(Data(contentsOf: file)))
        let mock = try MockProcess(serving: file.path)
        defer { mock.stop() }
        let client = try RawClient(port: mock.port)
        for example in expected.examples {
            client.send(example.message)
            let response = try #require(client.readResponse(toHead: example.method == "HEAD"), "\(example.place)")
            let difference = example.difference(from: response)
            #expect(difference == nil, "\(example.place): \(difference ?? "")")
        }
    }
}

extension ExpectedExample {
    /// The request on the wire, with the id of the example that is wanted.
    fileprivate var message: [UInt8] {
        let type = contentType.map { "Content-Type: \($0)\r\n" } ?? ""
        let body = Array(requestBody.utf8)
        let head = """
            \(method) \(target) HTTP/1.1\r\nHost: localhost\r\n\(type)x-mock-response-id: \(id)\r\n\
            Content-Length: \(body.count)\r\n\r\n
            """
        return Array(head.utf8) + body
    }

    /// What of an answer is not as it was saved, less what the server adds.
    fileprivate func difference(from response: RawResponse) -> String? {
        let added: Set<String> = ["content-length", "x-mock-call", "date", "connection", "keep-alive"]
        let names = Set(headers.map { $0.prefix { $0 != ":" }.lowercased() })
        let received = response.headers.filter { field in
            let name = field[0].lowercased()
            return names.contains(name) || !added.contains(name)
        }
        return difference(
            status: response.status, headers: received.map { $0.joined(separator: ": ") }, body: response.text)
    }
}
