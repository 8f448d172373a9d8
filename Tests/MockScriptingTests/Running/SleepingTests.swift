import MockModel
import TestSupport
import Testing

@testable import MockScripting

@Suite("Handlers asleep")
struct SleepingTests {
    @Test("ten thousand at once cost little more than 2 KB each with their request, and give it back when they end")
    func memory() throws {
        let text = "return { GET = function(req, res) mock.sleep('1s') return { id = req.params.id } end }"
        let file = ScriptFile(
            name: "routes/{id}/route.lua", kind: .route(try PathPattern(parsing: "{id}"), host: nil), text: text)
        let compiler = LuaCompiler { _, _ in SleepingTests.noFiles }
        let (program, problems) = compiler.compile([file], root: "/mocks", settings: Settings())
        try #require(problems.isEmpty)
        let world = ProbeWorld(files: SleepingTests.noFiles)
        let interpreter = try program.makeInterpreter(in: world)
        let handler = try #require(program.handlers.first)
        let tokens = (1...10_000).compactMap { SleepingTests.begin($0, interpreter, handler) }
        let asleep = interpreter.memory
        #expect(tokens.count == 10_000)
        #expect(asleep / tokens.count <= 2_400, "\(asleep / tokens.count) bytes each")
        for token in tokens { _ = interpreter.resume(token, with: .elapsed) }
        for number in 1...20_000 {
            if let token = SleepingTests.begin(number, interpreter, handler) { interpreter.cancel(token) }
        }
        #expect(interpreter.memory < asleep / 4, "\(interpreter.memory) of \(asleep) bytes are left")
    }

    private static let noFiles = ScriptFiles(
        read: { _ throws(FileAccessError) in throw FileAccessError("does not exist") },
        environment: { _ throws(FileAccessError) in throw FileAccessError("is not listed") })

    private static func begin(
        _ number: Int, _ interpreter: any Interpreter, _ handler: HandlerDeclaration
    ) -> ScriptToken? {
        let request = Request(method: "GET", target: "/\(number)")
        let route = Route(
            method: "GET", pattern: handler.pattern, host: nil, examples: [],
            handler: HandlerReference(script: handler.script, key: handler.key, location: handler.location, number: 0))
        let call = Call(
            number: number, session: "default", request: request, route: route,
            parameters: [(name: "id", value: "\(number)")], turn: number, place: nil,
            random: RandomGenerator(seed: UInt64(number)))
        guard case .wait(_, let token) = interpreter.begin(call) else { return nil }
        return token
    }
}
