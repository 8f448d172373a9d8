import Foundation
import MockModel
import TestSupport
import Testing

/// A folder of files, served by the built binary; both go with it.
final class EdgeMock {
    let folder: URL
    let server: ServedMock

    init(_ files: [String: String], _ arguments: [String] = ["--no-watch"]) throws {
        folder = try TemporaryFiles.folder(files)
        do {
            server = try ServedMock(folder.path, arguments: arguments)
        } catch {
            try? FileManager.default.removeItem(at: folder)
            throw error
        }
    }

    deinit {
        server.stop()
        try? FileManager.default.removeItem(at: folder)
    }

    /// Sends one request over a connection of its own.
    func answer(
        _ method: String, _ target: String, _ headers: [(String, String)] = [], body: String = ""
    ) throws -> RawResponse {
        try server.answer(method, target, headers: headers, body: body)
    }

    /// A connection on which a request was sent.
    func client(_ request: String) throws -> RawClient {
        let client = try RawClient(port: server.port)
        client.send(request)
        return client
    }

    /// The journal, oldest call first.
    func calls() throws -> [JSONValue] {
        let response = try answer("GET", "/_mock/calls")
        return try JSONValue(parsing: response.body)["calls"]?.elements ?? []
    }

    /// The journal once it has that many calls, within ten minutes.
    func calls(_ count: Int) async throws -> [JSONValue] {
        for _ in 0..<12_000 {
            let calls = try calls()
            if calls.count >= count { return calls }
            await onThread { _ = usleep(50_000) }
        }
        return try calls()
    }
}
