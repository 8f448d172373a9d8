import MockModel
import TestSupport
import Testing

@Suite("The example under a handler")
struct ExampleTests {
    private let json = Example(
        response: Response(
            status: 201,
            headers: HeaderFields([
                ("ETag", "\"1\""), ("Content-Type", "application/hal+json"), ("Vary", "A"), ("vary", "B"),
            ]),
            body: .bytes(Array(#"{"b":1,"a":null,"list":[]}"#.utf8))), delay: .fixed(.seconds(1)),
        location: SourceLocation(file: "routes/GET.json"))
    private let plain = Example.text("plain", name: "plain", status: 404)

    private func mock(_ code: String) throws -> LuaMock { try LuaMock(get: code, examples: [json, plain]) }

    @Test("is sent as it is when code leaves it alone, with its latency")
    func untouched() throws {
        let delivery = try #require(try mock("").delivery())
        #expect(delivery.response == json.response)
        #expect(delivery.delay == .seconds(1))
    }

    @Test("is changed where code changes it")
    func changed() throws {
        let delivery = try #require(try mock("res.json.b = 2 res.headers.etag = nil res.headers.VARY = 'C'").delivery())
        #expect(delivery.response.status == 201)
        #expect(delivery.response.text == #"{"b":2,"a":null,"list":[]}"#)
        #expect(
            delivery.response.headers.fields.map { "\($0.name): \($0.value)" } == [
                "Content-Type: application/hal+json", "VARY: C",
            ])
        #expect(delivery.delay == .seconds(1))
    }

    @Test("can be read")
    func read() throws {
        let code =
            "return ('%d %s %s %s'):format(res.status, res.body, table.concat(res.headers.vary, '+'), res.example)"
        #expect(try mock(code).call() == #"200 201 {"b":1,"a":null,"list":[]} A+B default"#)
        let pairs =
            "local names = {} for name in pairs(res.headers) do names[#names + 1] = name end return table.concat(names, ' ')"
        #expect(try mock(pairs).call() == "200 ETag Content-Type Vary")
    }

    @Test("is left behind by what is returned, with all that it gives")
    func replaced() throws {
        let delivery = try #require(try mock("return { a = 1 }").delivery())
        #expect(delivery.response.status == 200 && delivery.response.text == #"{"a":1}"#)
        #expect(delivery.response.headers.fields.count == 1)
        #expect(delivery.delay == .zero)
    }

    @Test("gives way to another one, which keeps what the handler set")
    func use() throws {
        let code = "res.headers['X-A'] = '1' res.delay = '2s' res.json.b = 9 return res:use('plain')"
        let delivery = try #require(try mock(code).delivery())
        #expect(delivery.response.status == 404 && delivery.response.text == "plain")
        #expect(delivery.response.headers.fields.map(\.name) == ["Content-Type", "X-A"])
        #expect(delivery.delay == .seconds(2))
        #expect(try mock("res:use('plain').status = 410").call() == "410 plain")
        #expect(try mock("res:use('plain') return 200, 'mine'").call() == "200 mine")
    }

    @Test("may be slow, slower, or broken on the wire")
    func wire() throws {
        let slow = try #require(try mock("res.delay = '3s' res.rate = '20kB/s'").delivery())
        #expect(slow.delay == .seconds(3))
        #expect(slow.rate == Rate(bytesPerSecond: 20_000))
        let fault = try #require(try mock("return mock.fault('truncate', { after = 10 })").delivery())
        #expect(fault.fault == Fault(.truncate, after: 10))
        #expect(try mock("res.delay = 80").failure()?.message == "res.delay: 80 has no unit; write \"80ms\"")
        #expect(
            try mock("mock.fault('rest')").failure()?.message == "mock.fault has no fault 'rest'; did you mean 'reset'?"
        )
    }
}
