import MockModel
import TestSupport
import Testing

@testable import MockScripting

@Suite("The memory of a session")
struct MemoryTests {
    @Test("is less than 60 KB of Lua after a handler ran that keeps state")
    func session() throws {
        let (interpreter, handler) = try MemoryTests.interpreter(
            "return { GET = function(req) return { id = req.params.id, count = mock.state.incr('count') } end }")
        for number in 1...1_000 {
            guard case .json(status: 200, _) = interpreter.begin(MemoryTests.call(number, handler)) else {
                Issue.record("call \(number) failed")
                return
            }
        }
        interpreter.host.collect()
        #expect(interpreter.memory <= 60_000, "\(interpreter.memory) bytes")
    }

    @Test("grows by less than 2 KB for each of ten thousand handlers asleep, and comes back when they end")
    func sleeping() throws {
        let (interpreter, handler) = try MemoryTests.interpreter(
            "return { GET = function(req, res) mock.sleep('1s') return { id = req.params.id } end }")
        let tokens = (1...10_000).compactMap { MemoryTests.begin($0, interpreter, handler) }
        let asleep = interpreter.memory
        #expect(tokens.count == 10_000)
        #expect(asleep / tokens.count <= 2_000, "\(asleep / tokens.count) bytes each")
        for token in tokens { _ = interpreter.resume(token, with: .elapsed) }
        for number in 1...20_000 {
            if let token = MemoryTests.begin(number, interpreter, handler) { interpreter.cancel(token) }
        }
        #expect(interpreter.memory < asleep / 4, "\(interpreter.memory) of \(asleep) bytes are left")
    }

    private static func interpreter(_ text: String) throws -> (LuaInterpreter, HandlerDeclaration) {
        let file = ScriptFile(
            name: "routes/{id}/route.lua", kind: .route(try PathPattern(parsing: "{id}"), host: nil), text: text)
        let compiler = LuaCompiler { _, _ in MemoryTests.noFiles }
        let (program, problems) = compiler.compile([file], root: "/mocks", settings: Settings())
        try #require(problems.isEmpty)
        let interpreter = try program.makeInterpreter(in: LoadTimeWorld(files: MemoryTests.noFiles))
        return (try #require(interpreter as? LuaInterpreter), try #require(program.handlers.first))
    }

    private static let noFiles = ScriptFiles(
        read: { _ throws(FileAccessError) in throw FileAccessError("does not exist") },
        environment: { _ throws(FileAccessError) in throw FileAccessError("is not listed") })

    private static func begin(
        _ number: Int, _ interpreter: any Interpreter, _ handler: HandlerDeclaration
    ) -> ScriptToken? {
        guard case .wait(_, let token) = interpreter.begin(call(number, handler)) else { return nil }
        return token
    }

    private static func call(_ number: Int, _ handler: HandlerDeclaration) -> Call {
        let route = Route(
            method: "GET", pattern: handler.pattern, host: nil, examples: [],
            handler: HandlerReference(script: handler.script, key: handler.key, location: handler.location, number: 0))
        return Call(
            number: number, session: "default", request: Request(method: "GET", target: "/\(number)"), route: route,
            parameters: [(name: "id", value: "\(number)")], turn: number, place: nil,
            random: RandomGenerator(seed: UInt64(number)))
    }
}
