import Foundation
import TestSupport
import Testing

/// `--scenario` of `serve` and `try`.
@Suite(.ownThreads) struct ScenarioCommandTests {
    @Test func `serve begins with the scenario`() throws {
        let mock = try ServedMock("examples/shop", arguments: ["--no-watch", "--scenario", "card-declined"])
        defer { mock.stop() }
        #expect(try mock.answer("POST", "/carts").status == 201)
        let declined = try mock.answer("POST", "/carts/cart_1/checkout")
        #expect(declined.status == 402 && declined.text.contains("card_declined"))
    }

    @Test(arguments: [["serve", "examples/shop", "--port", "0"], ["try", "GET", "/", "--source", "examples/shop"]])
    func `an unknown scenario is told with the closest one`(command: [String]) throws {
        let outcome = try BuiltBinary.run(command + ["-s", "card-declned"])
        #expect(outcome.code == 2)
        #expect(outcome.errors.contains("there is no scenario \"card-declned\"; did you mean \"card-declined\"?"))
    }

    @Test func `try plays a stream to its end in session time`() throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
        defer { try? FileManager.default.removeItem(at: folder) }
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let code = """
            return { ["GET /ticks"] = function() return mock.sse(function(stream)
              for i = 1, 2 do stream:send { data = "tick " .. i } mock.sleep("1h") end
            end) end, ["GET /never"] = function() mock.sleep("forever") end }
            """
        let file = folder.appendingPathComponent("api.lua")
        try Data(code.utf8).write(to: file)
        let outcome = try BuiltBinary.run(["try", "GET", "/ticks", "--source", file.path])
        #expect(outcome.code == 0)
        #expect(outcome.output.contains("+3600000 ms  data: tick 2"), "\(outcome.output)")
        #expect(outcome.output.contains("(ended after 120 min of session time)"))
        let never = try BuiltBinary.run(["try", "GET", "/never", "--source", file.path])
        #expect((never.output + never.errors).contains("no answer within 1m, the limit of limits.time"))
    }
}
