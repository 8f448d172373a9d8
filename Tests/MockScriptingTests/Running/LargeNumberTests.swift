import MockEngine
import MockModel
import TestSupport
import Testing

/// Numbers and durations of any size from code and clients: each call fails with a message or saturates, and the next one is answered.
@Suite("Large numbers from code")
struct LargeNumberTests {
    /// What takes a duration; `DURATION` stands for one.
    static let durations = [
        "mock.iso(DURATION)", "mock.now(DURATION)", "mock.now_ms(DURATION)", "mock.http_date(DURATION)",
        "mock.after(DURATION, function() end)", "mock.every(DURATION, function() end)",
        "mock.state.set('k', 1, { ttl = DURATION })", "mock.limit('k', { requests = 1, per = DURATION })",
        "mock.webhook { url = 'http://127.0.0.1:1/', retry = { times = 100, backoff = DURATION } }",
        "mock.webhook { url = 'http://127.0.0.1:1/', after = DURATION }", "res.delay = DURATION",
        "res:cookie('a', 'b', { max_age = DURATION })", "local _ = mock.fake.date(DURATION, DURATION)",
        "local _ = mock.fake.of(1).date('-36500d', DURATION)",
        "mock.jwt.verify(mock.jwt.sign({ a = 1 }, { secret = 'k' }), { secret = 'k', leeway = DURATION })",
    ]

    @Test(
        "a duration beyond 36,500 days is refused wherever one is taken", arguments: durations,
        [
            "9223372036854774784ms", "9223372036854775807ms", "106751991167d", "36501d", "1e308d",
            "99999999999999999999d",
        ])
    func tooLong(code: String, duration: String) throws {
        let mock = try LuaMock(get: code.replacing("DURATION", with: "\"\(duration)\"") + " return 204")
        let failure = try #require(mock.failure(), "\(code) with \(duration)")
        let isRefused = failure.message.contains("too long") || failure.message.contains("is no duration")
        #expect(isRefused, "\(failure.message)")
        #expect(mock.engine.callCount == 1)
    }

    @Test("the longest duration is taken wherever one is, and the clock goes on", arguments: durations)
    func longest(code: String) throws {
        let mock = try LuaMock(get: code.replacing("DURATION", with: "\"36500d\"") + " return 204")
        #expect(mock.failure() == nil)
        let driver = HandDriver(mock.engine)
        for _ in 0..<3 { _ = driver.advance(by: .longest) }
        #expect(mock.failure() == nil)
    }

    @Test("a client's duration is checked like one of the code")
    func client() throws {
        let mock = try LuaMock(get: "return mock.iso(req.query.a)")
        let failure = try #require(mock.failure("GET", "/?a=106751991167d"))
        #expect(failure.message == "mock.iso: \"106751991167d\" is too long: at most \"36500d\"")
        #expect(mock.call("GET", "/?a=-36500d").hasPrefix("200 19"))
    }

    @Test(
        "numbers of any size do no harm",
        arguments: [
            "mock.random.int(math.mininteger, math.maxinteger)", "mock.random.int(math.maxinteger, math.maxinteger)",
            "mock.random.number(-1.7e308, 1.7e308)", "mock.fake.price(-1.7e308, 1.7e308)",
            "mock.fake.price(1e308, 1e308)",
            "mock.fake.words(math.maxinteger)", "mock.fake.words(math.mininteger)",
            "mock.fake.image_url(math.maxinteger, math.mininteger)", "mock.random.hex(65536)",
            "mock.random.of(math.maxinteger).int(1, 5)", "os.date('!%Y', math.maxinteger)",
            "os.time { year = math.maxinteger, month = 1, day = 1 }", "mock.fault('slow', { after = math.maxinteger })",
            "mock.fault('truncate', { after = math.mininteger })", "mock.state.incr('n', math.maxinteger)",
            "math.random(math.mininteger, math.maxinteger)", "mock.state.incr('n', math.mininteger)",
        ])
    func anySize(code: String) throws {
        let mock = try LuaMock(get: "for _ = 1, 3 do pcall(function() return \(code) end) end return \(code)")
        _ = mock.delivery()
        _ = mock.delivery()
        #expect(mock.engine.callCount == 2)
    }

    @Test(
        "a status outside of its range fails with a message",
        arguments: ["99", "1000", "-1", "math.maxinteger", "math.mininteger"])
    func status(status: String) throws {
        #expect(try LuaMock(get: "return \(status)").failure() != nil)
        #expect(try LuaMock(get: "res.status = \(status) return 'x'").failure() != nil)
    }

    @Test("an id is a number of any size, in seeds and in insert alike")
    func exactIDs() throws {
        let ids = ["123456789012345678901234567890", "1e400", "9007199254740993.0", "9007199254740992", "1e18"]
        let rows = try JSONValue(parsing: "[" + ids.map { "{\"id\":\($0)}" }.joined(separator: ",") + "]")
        let code = """
            local rows = mock.json.decode(req.query.rows)
            local seeded, c = mock.collection("seeded"), mock.collection("inserted")
            for _, row in ipairs(rows) do c:insert(row) end
            for _, row in ipairs(rows) do
                if not seeded:get(row.id) then error("not seeded: " .. row.id) end
                c:update(row.id, { n = 1 })
                c:replace(row.id, { id = row.id, n = 2 })
            end
            local ok, message = pcall(c.insert, c, rows[1])
            return { c:count(), seeded:count(), c:all({ n = 2 })[3].id, message, c:delete(rows[2].id).id }
            """
        let mock = try LuaMock(
            ["routes/route.lua": "return { GET = function(req) \(code) end }"], seeds: ["seeded": rows])
        #expect(mock.problems.isEmpty, "\(mock.problems)")
        let query = "/?rows=" + JSONWriter.text(rows).replacing("\"", with: "%22").replacing("+", with: "%2B")
        let text = mock.call("GET", query)
        #expect(text.hasPrefix("200 [5,5,9007199254740993,"), "\(text)")
        #expect(text.contains("already has a record with id 123456789012345678901234567890"), "\(text)")
        #expect(text.hasSuffix(",1e400]"), "\(text)")
    }

    @Test("what is no id is named by what it is", arguments: ["true": "a boolean", "{}": "a table"])
    func noID(value: String, noun: String) throws {
        let mock = try LuaMock(get: "mock.collection('c'):insert({ id = \(value) })")
        #expect(mock.failure()?.message == "the id of c must be text or a number, not \(noun)")
    }

    @Test("ids of any size stand beside those that are counted")
    func ids() throws {
        let mock = try LuaMock(
            get: """
                local list = mock.collection("c", { id = "int" })
                for _, id in ipairs { math.maxinteger, math.mininteger, 999999999999999, "9223372036854775807999" } do
                    pcall(function() list:insert { id = id } end)
                end
                return tostring(list:insert({}).id)
                """)
        #expect(mock.call() == "200 1000000000000000")
        #expect(mock.call() == "200 1000000000000001")
    }
}
