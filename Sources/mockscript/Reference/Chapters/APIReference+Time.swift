extension APIReference {
    static let time = APIChapter(
        "Time", "All times are those of the session's clock. `os.time` and `os.date` follow it too.",
        [
            .function(
                APIFunction(
                    name: "mock.now", parameters: ["offset? mock.Duration  \"15m\", \"-1h\""], results: ["integer"],
                    text: "Seconds since 1970 on the session's clock, a whole number.",
                    example: .handler(
                        "return { expires_in = mock.now(\"15m\") - mock.now() }", yields: #"200 {"expires_in":900}"#))),
            .function(
                APIFunction(
                    name: "mock.now_ms", parameters: ["offset? mock.Duration"], results: ["integer milliseconds"],
                    text: "Milliseconds since 1970 on the session's clock.",
                    example: .handler(
                        """
                        local began = mock.now_ms()
                        mock.sleep("250ms")
                        return { took = mock.now_ms() - began }
                        """, yields: #"200 {"took":250}"#))),
            .function(
                APIFunction(
                    name: "mock.iso", parameters: ["offset? mock.Duration"],
                    results: ["string  \"2026-01-01T00:00:00Z\""],
                    text: "The time as RFC 3339 writes it.",
                    example: .handler(
                        "return { at = mock.iso(\"-1d\") }", yields: #"200 {"at":"2025-12-31T00:00:00Z"}"#))),
            .function(
                APIFunction(
                    name: "mock.http_date", parameters: ["offset? mock.Duration"],
                    results: ["string  for HTTP headers"],
                    text: "The time as header fields write it (RFC 9110 §5.6.7).",
                    example: .handler(
                        "return 200, nil, { Expires = mock.http_date(\"1h\") }",
                        yields: """
                            200
                            Expires: Thu, 01 Jan 2026 01:00:00 GMT

                            """))),
            .function(
                APIFunction(
                    name: "mock.date",
                    parameters: [
                        "format? string  as of os.date (\"%d.%m.%Y %H:%M\"), or \"iso\", the default",
                        "opts? { zone: string?, offset: mock.Duration?, at: integer? }  zone: \"Europe/Berlin\", \"+02:00\" or \"UTC\"; at: seconds since 1970",
                    ], results: ["string"],
                    text:
                        "A time in a zone: a name of the tz database, or an offset from UTC. Names follow their present rule at all times.",
                    example: .handler(
                        #"return { at = mock.date("iso", { zone = "Europe/Berlin" }), day = mock.date("%d.%m.%Y", { offset = "-1d" }) }"#,
                        yields: #"200 {"at":"2026-01-01T01:00:00+01:00","day":"31.12.2025"}"#))),
            .function(
                APIFunction(
                    name: "mock.sleep", parameters: ["latency mock.Latency"], moment: .waiting,
                    text: "Wait. Other calls of the session may run meanwhile.",
                    example: .test(
                        """
                        api:stub("GET /users/{id}", function() mock.sleep("2s") return "late" end)
                        expect(api:get("/users/7").elapsed_ms):equals(2000)
                        """))),
            .type(
                APIClass(
                    name: "mock.Timer", text: "A function that waits for its time.",
                    declaration: "local Timer = {}")),
            .function(
                APIFunction(
                    name: "Timer:cancel", text: "The function does not run any more.",
                    example: .handler(
                        """
                        local timer = mock.after("1s", function() mock.state.set("rang", true) end)
                        timer:cancel()
                        mock.sleep("2s")
                        return { rang = mock.state.get("rang", false) }
                        """, yields: #"200 {"rang":false}"#))),
            .function(
                APIFunction(
                    name: "mock.after", parameters: ["delay mock.Duration", "fn fun()"], results: ["mock.Timer"],
                    text: "Run a function later, in session time. A reset of the session cancels it.",
                    example: .test(
                        """
                        mock.after("10m", function() mock.state.set("order", "shipped") end)
                        api.clock:advance("11m")
                        expect(mock.state.get("order")):equals("shipped")
                        """))),
            .function(
                APIFunction(
                    name: "mock.every", parameters: ["period mock.Duration", "fn fun()"], results: ["mock.Timer"],
                    text: "Run a function again and again.",
                    example: .test(
                        """
                        local timer = mock.every("1m", function() mock.state.incr("ticks") end)
                        api.clock:advance("5m")
                        timer:cancel()
                        expect(mock.state.get("ticks")):equals(5)
                        """))),
        ])
}
