import Foundation
import MockScriptKit
import Testing

#if canImport(FoundationNetworking)
    import FoundationNetworking
#endif

/// What a package that depends on ours can do, through its public API alone.
@Suite struct DependentTests {
    /// The example `hello`.
    private static let hello = URL(filePath: #filePath).appending(path: "../../../../../examples/hello").standardized
        .path

    private func get(_ url: String) async throws -> (status: Int?, body: String) {
        let address = try #require(URL(string: url))
        let (data, response) = try await URLSession.shared.data(from: address)
        return ((response as? HTTPURLResponse)?.statusCode, String(decoding: data, as: UTF8.self))
    }

    @Test func `serves a mock in this process and shows its calls`() async throws {
        let server = try await MockScriptServer.start(project: Self.hello)
        let found = try await get("\(server.url)/users/7?who=you")
        #expect(found.status == 200)
        #expect(found.body.contains("hi you!"))
        let missing = try await get("\(server.url)/nothing")
        #expect(missing.status == 404)
        #expect(server.calls.map(\.target) == ["/users/7?who=you", "/nothing"])
        #expect(server.calls.first?.route == "GET /users/{id}")
        #expect(server.calls.first?.status == 200)
        try server.reset()
        #expect(server.calls.isEmpty)
        await server.stop()
        await #expect(throws: (any Error).self) { try await get("\(server.url)/users/7") }
    }

    @Test func `reports why a project cannot be served`() async {
        let error = await #expect(throws: MockScriptError.self) { try await MockScriptServer.start(project: "none") }
        #expect(error?.code == .project)
        #expect(error?.problems.first?.name == "no-source")
    }
}
