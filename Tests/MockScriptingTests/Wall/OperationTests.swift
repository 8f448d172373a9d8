import MockEngine
import MockModel
import TestSupport
import Testing

@testable import MockScripting

/// What C and Swift do on behalf of a script ends soon after the limit of processor time, whatever the size of the data.
@Suite("Operations over large data")
struct OperationTests {
    private static let limit = 0.03
    #if DEBUG
        /// Without optimization the time between two looks at the limit is that much longer.
        private static let slack = 0.6
    #else
        private static let slack = 0.05
    #endif

    @Test("the table has a hundred operations and more, each with a name of its own")
    func table() {
        let names = OperationTable.all.map(\.name)
        #expect(names.count >= 100)
        #expect(Set(names).count == names.count)
    }

    @Test("each ends soon after the limit of processor time, and the session goes on", .timeLimit(.minutes(10)))
    func ended() throws {
        let settings = Settings(
            network: ["http://127.0.0.1:*"],
            limits: Settings.Limits(cpu: .seconds(Self.limit * slowness), memory: 1 << 30, time: .seconds(36_000)))
        let mock = try LuaMock(["routes/route.lua": Self.routes], settings: settings)
        #expect(mock.call("GET", "/build") == "204")
        for (index, operation) in OperationTable.all.enumerated() {
            let isForm = operation.name.hasPrefix("form")
            let start = processorTime()
            let failure = mock.failure(
                "POST", "/run?op=\(index + 1)", type: isForm ? "application/x-www-form-urlencoded" : "application/json",
                body: isForm ? Self.form : Self.json)
            let spent = processorTime() - start
            let isEnded = failure.map { if case .cpu = $0.kind { true } else { false } } ?? false
            #expect(isEnded, "\(operation.name): \(failure?.message ?? "no failure")")
            #expect(spent < (Self.limit + Self.slack) * slowness, "\(operation.name) ran for \(spent) s")
        }
        #expect(mock.call("GET", "/ok") == "200 {\"ok\":true}")
    }

    private static let json = "[" + String(repeating: "1,", count: 1_000_000) + "1]"
    private static let form = "a=" + String(repeating: "%41", count: 1_000_000)

    /// Each operation runs again and again until its run is ended.
    private static let routes = """
        \(OperationTable.data)
        local operations = {
        \(OperationTable.all.map { "function(req, res) \($0.code) end," }.joined(separator: "\n"))
        }
        return {
            ["GET /build"] = function() build() return 204 end,
            ["POST /run"] = function(req, res)
                local operation = operations[tonumber(req.query.op)]
                while true do pcall(operation, req, res) end
            end,
            ["GET /ok"] = function() return { ok = true } end,
        }
        """
}

extension LuaMock {
    /// Sends a request with a body of a type whose handler fails.
    fileprivate func failure(_ method: String, _ target: String, type: String, body: String) -> ScriptFailure? {
        let delivery = delivery(method, target, headers: [("Content-Type", type)], body: body)
        guard case .failure(_, let failure) = delivery?.exchange.reason else { return nil }
        return failure
    }
}
