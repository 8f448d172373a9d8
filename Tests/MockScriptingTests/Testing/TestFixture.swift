import MockEngine
import MockModel
import TestSupport
import Testing

/// A mock with one test file; each test runs in an engine of its own, as the command does it.
struct TestFixture {
    private let project: CompiledProject
    let problems: [Problem]

    /// The routes that the tests of this folder talk to.
    static let routes = """
        local items = mock.collection("items", { id = "int" })
        return {
          ["GET /items"] = function() return items:all() end,
          ["POST /items"] = function(req) return 201, items:insert(req.json or {}), { Location = "/items/1" } end,
          ["GET /echo"] = function(req) return { query = req.query, headers = req.headers, body = req.body } end,
          ["POST /echo"] = function(req) return { query = req.query, headers = req.headers, body = req.body } end,
          ["GET /text"] = function() return "plain" end,
          ["GET /slow"] = function(req, res) res.delay = "1500ms" return { ok = true } end,
          ["GET /sleep"] = function() mock.sleep("2s") return 204 end,
          ["GET /never"] = function() mock.sleep("forever") end,
          ["GET /boom"] = function() local x = nil; return x.y end,
          ["GET /fault"] = function(req) return mock.fault(req.query.name, { after = tonumber(req.query.after) }) end,
          ["GET /fetch"] = function(req)
            local r = mock.fetch(req.query.url, { timeout = "3s" })
            return { status = r.status, error = r.error, body = r.body }
          end,
          ["GET /events"] = function()
            return mock.sse(function(stream)
              for i = 1, 3 do stream:send { event = "tick", id = tostring(i), data = { n = i } } mock.sleep("3s") end
              stream:send { data = "done" }
            end)
          end,
          ["GET /endless"] = function()
            return mock.sse(function(stream) while true do stream:send { data = "x" } mock.sleep("1s") end end)
          end,
          ["GET /stream-fails"] = function()
            return mock.stream("text/plain", function(stream) stream:write("a") error("broken stream") end)
          end,
          ["POST /later"] = function(req)
            mock.after("2s", function() mock.state.set("later", mock.iso()) end)
            mock.webhook { url = "https://hooks.example.test/in", json = { kind = "later" }, after = "1s" }
            print("later", "is asked for")
            return 202
          end,
          ["GET /chat"] = function()
            return mock.websocket(function(socket)
              socket:send { hello = true }
              for message in socket:messages() do
                if message == "bye" then return socket:close(4001, "seen") end
                if message == "later" then mock.sleep("2s") end
                socket:send { echo = message }
              end
              mock.state.set("left", true)
            end)
          end,
          ["GET /scenario"] = function() return { sale = mock.state.get("sale") or false } end,
          ["GET /random"] = function() return { n = mock.random.int(1, 1000000) } end,
        }
        """

    /// Code of a test file; `files` are further files by their path.
    init(_ tests: String, files: [String: String] = [:], examples: [String: [Example]] = [:]) throws {
        var files = files
        files["routes/route.lua"] = files["routes/route.lua"] ?? TestFixture.routes
        files["tests/a.test.lua"] = tests
        let settings = Settings(network: ["https://hooks.example.test", "https://fx.example.test"])
        let mock = try LuaMock(files, examples: examples, settings: settings)
        project = mock.engine.current
        problems = mock.problems
    }

    /// A file with one test of this body.
    init(body: String, files: [String: String] = [:], examples: [String: [Example]] = [:]) throws {
        try self.init("it('does', function(api)\n\(body)\nend)", files: files, examples: examples)
    }

    var tests: [TestDeclaration] { project.allTests }

    /// Runs every test.
    func run(seed: UInt64 = 7, bounds: VirtualDriver.Bounds = .init()) -> [TestOutcome] {
        tests.map { test in
            let clock = Settings.Clock(start: 1_767_225_600_000, isFrozen: true)
            let engine = Engine(
                project, options: .init(seed: seed, clock: clock), files: NoFiles(), wallClock: FixedClock())
            return VirtualDriver(engine, bounds: bounds).run(test)
        }
    }

    /// Runs a lone test.
    func outcome(bounds: VirtualDriver.Bounds = .init()) throws -> TestOutcome {
        try #require(tests.count == 1, "\(problems)")
        return try #require(run(bounds: bounds).first)
    }
}

extension TestOutcome {
    /// The failure in a line, with its kind; empty when the test passed.
    var text: String {
        switch failure {
        case nil: ""
        case .code(let failure): failure.message
        case .handler(let failed): "handler: \(failed.failure.message)"
        case .idle(let place): "idle: \(place)"
        case .unstubbed(let request): "unstubbed: \(request.method) \(request.url)"
        case .standStill(let reason, let request): "stand still: \(reason) \(request ?? "")"
        }
    }
}
