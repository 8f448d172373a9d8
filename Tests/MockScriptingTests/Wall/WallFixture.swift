import TestSupport

@testable import MockScripting

/// A host with a small prelude of its own: `run` runs a user's file in a sandbox and calls the function it returns.
final class WallFixture {
    /// A prelude that hands the tests what users never see.
    private static let prelude = """
        local core = ...
        local entries = {}
        local function echo(...) return core.host.echo(...) end
        local function pass(...) return ... end
        local function environment()
            local mock = core.protect({
                sleep = function(...) return core.wait("sleep", ...) end,
                halt = function(...) return core.halt(...) end,
                echo = echo,
                fail = function(text) return core.host.fail(text) end,
                stop = function(text) return core.host.stop(text) end,
                null = core.null,
            }, "mock")
            return core.sandbox({ mock = mock, core = core, state = false, print = echo,
                require = function(name) core.raise("module '" .. tostring(name) .. "' does not exist") end })
        end
        local function finish(result, ...)
            if type(result) == "function" then return pass(result()) end
            return result, ...
        end
        function entries.run(name, ...)
            local chunk = core.chunk(name, environment())
            return finish(chunk(...))
        end
        function entries.echo(...) return ... end
        local loaded = {}
        function entries.load(name) loaded[name] = core.chunk(name, environment())() end
        function entries.again(name, ...) return loaded[name](...) end
        return entries
        """

    let host: LuaHost
    private(set) var calls: [[ScriptValue]] = []

    /// Makes a host whose chunks are `files`, by name.
    init(_ files: [String: String], seconds: Double = 0.25, memory: Int = 64 << 20, prelude: String? = nil) throws {
        var chunks = [try LuaHost.Chunk(name: "=prelude", text: Array((prelude ?? Self.prelude).utf8))]
        for (name, text) in files { chunks.append(try LuaHost.Chunk(name: name, text: Array(text.utf8))) }
        host = try LuaHost(
            chunks: LuaHost.Chunks(chunks, prelude: []), functions: LuaHost.Functions(["echo", "fail", "stop"]),
            limits: .init(seconds: seconds, memory: memory), answer: Self.answer)
    }

    private static func answer(
        _ function: Int, _ arguments: LuaHost.Values, _ reply: LuaHost.Reply, _ run: AnyObject?
    ) -> LuaHost.Verdict {
        switch function {
        case 0:
            for index in 0..<arguments.count { reply.append(arguments[index]) }
            return .results
        case 1: return .raise(arguments.text(0) ?? "no text")
        default:
            reply.append("stopped")
            reply.append(arguments[0])
            return .halt
        }
    }

    /// Runs a file, answering every wait with 7, and describes how it ended.
    func run(_ name: String = "test.lua", _ arguments: ScriptValue...) -> String {
        describe(host.call("run", run: nil, arguments: [.text(name)] + arguments))
    }

    /// Follows an outcome to its end and puts it into words: "done …", "halted …", "error …", "processorTime …".
    func describe(_ first: LuaHost.Outcome) -> String {
        var outcome = first
        for _ in 0..<10_000 {
            guard case .waiting(let token) = outcome else { break }
            outcome = host.resume(token, run: nil, arguments: [.integer(7)])
        }
        switch outcome {
        case .done: return (["done"] + values).joined(separator: " ")
        case .halted: return (["halted"] + values).joined(separator: " ")
        case .waiting: return "waits for ever"
        case .failed(let failure):
            let place = failure.namedFrame.map { " at \($0.source):\($0.line)" } ?? ""
            return "\(failure.reason) \(failure.message)\(place)"
        }
    }

    /// The results of the last entry.
    var values: [String] {
        let results = host.results
        return (0..<results.count).map { index in
            switch results[index] {
            case .nothing: "nil"
            case .boolean(let value): "\(value)"
            case .integer(let value): "\(value)"
            case .number(let value): "\(value)"
            case .bytes(let bytes): String(decoding: bytes, as: UTF8.self)
            case .packed(let bytes): "packed(\(bytes.count))"
            case .null: "null"
            }
        }
    }

    /// Runs one text as a user's file.
    static func run(_ text: String, seconds: Double = 0.25, memory: Int = 64 << 20) throws -> String {
        try WallFixture(["test.lua": text], seconds: seconds, memory: memory).run()
    }
}
