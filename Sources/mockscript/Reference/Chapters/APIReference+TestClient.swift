extension APIReference {
    private static let optionsType =
        "opts? { headers: table?, query: table?, json: any, form: table?, body: string? }"

    static let testClient = APIChapter(
        "The client of a test", "One session, fresh for each test. Nothing touches the network.",
        [
            .type(
                APIClass(
                    name: "mock.test.Clock", text: "The session's clock, which stands still.",
                    declaration: "local Clock = {}")),
            method(
                "Clock:advance", ["by mock.Duration"], [], "Move the clock; timers and webhooks that are due run.",
                """
                local before = api.clock:now()
                api.clock:advance("15m")
                expect(api.clock:now() - before):equals(900)
                """),
            method(
                "Clock:set", ["time string|integer  RFC 3339, or seconds since 1970"], [], "Set the clock.",
                """
                api.clock:set("2030-01-31T12:00:00Z")
                expect(mock.iso()):equals("2030-01-31T12:00:00Z")
                """),
            method("Clock:now", [], ["integer"], "Seconds since 1970.", "expect(api.clock:now()):equals(mock.now())"),
            .type(
                APIClass(
                    name: "mock.test.Upstream", text: "What a stand-in was asked.",
                    fields: ["calls table[]", "n integer  how many"])),
            .type(
                APIClass(
                    name: "mock.test.Socket", text: "A WebSocket from the client's side.",
                    fields: ["closed boolean", "close_code integer?", "close_reason string?"],
                    declaration: "local TestSocket = {}")),
            method(
                "TestSocket:send", ["message string|table", "opts? { binary: boolean? }"], [],
                "Send a message; a table goes as JSON."),
            method(
                "TestSocket:receive", ["timeout? mock.Duration"], ["any message  nil on time-out or close"],
                "Wait for the next message."),
            method("TestSocket:expect", ["message any"], ["any message"], "Wait for a message and compare it."),
            method("TestSocket:close", [], [], "End the conversation."),
            .type(
                APIClass(
                    name: "mock.test.Api", text: "One session, fresh for each test. Nothing touches the network.",
                    fields: ["clock mock.test.Clock"], declaration: "local Api = {}")),
        ] + clientRequests + clientSession)

    private static func method(
        _ name: String, _ parameters: [APIName], _ results: [APIResult], _ text: String, _ example: String? = nil
    ) -> APIItem {
        .function(
            APIFunction(
                name: name, parameters: parameters, results: results, moment: .testing, text: text,
                example: example.map { .test($0) }))
    }

    private static let options = APIName(stringLiteral: optionsType)

    private static let clientRequests: [APIItem] = [
        method(
            "Api:get", ["path string", options], ["mock.test.Response"], "Send GET.",
            #"expect(api:get("/users/7").json):equals { id = "7", name = "Ada" }"#),
        method(
            "Api:post", ["path string", "json? any", options], ["mock.test.Response"], "Send POST with a JSON body.",
            """
            api:stub("POST /users", function(req) return 201, req.json end)
            api:post("/users", { name = "Bob" }):expect(201, { name = "Bob" })
            """),
        method("Api:put", ["path string", "json? any", options], ["mock.test.Response"], "Send PUT with a JSON body."),
        method(
            "Api:patch", ["path string", "json? any", options], ["mock.test.Response"], "Send PATCH with a JSON body."),
        method("Api:delete", ["path string", options], ["mock.test.Response"], "Send DELETE."),
        method("Api:head", ["path string", options], ["mock.test.Response"], "Send HEAD."),
        method("Api:options", ["path string", options], ["mock.test.Response"], "Send OPTIONS."),
        method(
            "Api:request", ["method string", "path string", options], ["mock.test.Response"], "Send any method.",
            #"api:request("GET", "/users/7", { query = { page = 2 } }):expect(200)"#),
        method(
            "Api:with", ["headers table<string, string>"], ["mock.test.Api"],
            "The same session with header fields on every request.",
            """
            local german = api:with { ["Accept-Language"] = "de" }
            api:stub("GET /users/{id}", function(req) return { lang = req.headers["accept-language"] } end)
            german:get("/users/7"):expect(200, { lang = "de" })
            """),
        method(
            "Api:bearer", ["token string"], ["mock.test.Api"], "The same session with a bearer token.",
            """
            api:stub("GET /users/{id}", function(req) return { token = req.auth.token } end)
            api:bearer("t1"):get("/users/7"):expect(200, { token = "t1" })
            """),
    ]

    private static let clientSession: [APIItem] = [
        method(
            "Api:scenario", ["name string"], [], "Reset the session and choose a scenario.",
            """
            api:scenario("gone")
            api:get("/users/7"):expect(410)
            """),
        method(
            "Api:reset", [], [], "Back to the session's beginning.",
            """
            mock.state.set("a", 1)
            api:reset()
            expect(mock.state.get("a")):is_nil()
            """),
        method(
            "Api:calls", ["route? string"], ["table[]"], "The calls so far, or those of a route.",
            """
            api:get("/users/7")
            expect(api:calls("GET /users/{id}")[1].path):equals("/users/7")
            """),
        method(
            "Api:webhooks", [],
            ["{ url: string, method: string, headers: table, body: string, json: any, at_ms: integer }[]"],
            "What mock.webhook has sent.", "expect(#api:webhooks()):equals(0)"),
        method(
            "Api:upstream",
            [
                "key string  \"GET https://…\"", "fn fun(req: table, n: integer): ...any",
            ], ["mock.test.Upstream"], "Stand in for a server that `mock.fetch` or `mock.proxy` calls.",
            """
            local rates = api:upstream("GET https://rates.example.test/*", function() return { rate = 2 } end)
            api:stub("GET /users/{id}", function() return mock.fetch("https://rates.example.test/EURUSD").json end)
            api:get("/users/7"):expect(200, { rate = 2 })
            expect(rates.n):equals(1)
            """),
        method(
            "Api:stub", ["key string", "fn mock.Handler"], [], "Replace one route for this test.",
            """
            api:stub("GET /users/{id}", function() return 503 end)
            api:get("/users/7"):expect(503)
            """),
        method(
            "Api:behaviors", ["rules boolean|table<string, mock.Behavior>"], [],
            "Behaviors for the rest of this test, in place of those of the project; false switches them off.",
            """
            api:behaviors(false)
            api:get("/users/7"):expect(200)
            api:behaviors { ["/users/*"] = { fail = { status = 429 } } }
            api:get("/users/7"):expect(429)
            """),
        method(
            "Api:websocket", ["path string", "opts? { headers: table?, query: table? }"], ["mock.test.Socket"],
            "Open a WebSocket.",
            """
            api:stub("GET /users/{id}", function()
              return mock.websocket(function(socket) socket:send("hello") end)
            end)
            local socket = api:websocket("/users/7")
            socket:expect("hello")
            """),
        method(
            "Api:snapshot", [], ["table"], "What the session holds now.",
            """
            mock.state.set("a", 1)
            local before = api:snapshot()
            mock.state.set("a", 2)
            api:restore(before)
            expect(mock.state.get("a")):equals(1)
            """),
        method("Api:restore", ["snapshot table"], [], "Back to a snapshot."),
    ]
}
