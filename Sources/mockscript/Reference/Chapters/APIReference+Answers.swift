extension APIReference {
    static let answers = APIChapter(
        "The response",
        "`res` is the second argument of every handler. What the handler returns wins over what `res` holds.",
        [
            .type(
                APIClass(
                    name: "mock.Cookie", text: "The attributes of a cookie.",
                    fields: [
                        "path string?", "domain string?", "max_age mock.Duration?", "http_only boolean?",
                        "secure boolean?", "same_site \"lax\"|\"strict\"|\"none\"|nil",
                    ])),
            .type(
                APIClass(
                    name: "mock.Response",
                    text: "The response being built. It starts as the matched example, or as an empty 200.",
                    fields: [
                        "status integer", "headers table<string, string|string[]>  nil removes a field",
                        "body string  setting it drops json", "json any  setting it writes body and content-type",
                        "delay mock.Latency?  before the first byte", "rate string?  body speed, such as \"20kB/s\"",
                        "fault mock.FaultName?  what goes wrong on the wire; mock.fault(…) may be set too",
                        "example string?  name of the example it came from",
                    ], declaration: "local Response = {}")),
            .function(
                APIFunction(
                    name: "Response:use", parameters: ["name string"], results: ["mock.Response self"],
                    moment: .answering,
                    text:
                        "Load another saved example of this route. What the handler set as headers or delay before stays.",
                    example: .handler(
                        #"if req.params.id == "9" then return res:use("gone") end"#, yields: #"410 {"error":"gone"}"#,
                        for: #"api:get("/users/9")"#))),
            .function(
                APIFunction(
                    name: "Response:cookie", parameters: ["name string", "value string", "opts mock.Cookie?"],
                    results: ["mock.Response self"], moment: .answering,
                    text: "Add a Set-Cookie field beside those that are there.",
                    example: .handler(
                        #"return res:cookie("sid", "s1", { http_only = true, max_age = "1h" })"#,
                        yields: """
                            200
                            Set-Cookie: sid=s1; Max-Age=3600; HttpOnly

                            {"id":"7","name":"Ada"}
                            """))),
            .function(
                APIFunction(
                    name: "Response:early_hints", parameters: ["fields table<string, string|string[]>"],
                    results: ["mock.Response self"], moment: .answering,
                    text:
                        "Send the interim answer 103 with these fields now; the answer follows when the handler is done.",
                    example: .handler(
                        #"res:early_hints { Link = "</style.css>; rel=preload" } return 200, { page = 1 }"#,
                        yields: #"200 {"page":1}"#))),
            .function(
                APIFunction(
                    name: "mock.halt",
                    parameters: ["status integer", "body? any", "headers? table<string, string>"], moment: .answering,
                    text: "Answer now, from any depth. Never returns.",
                    example: .handler(
                        """
                        local function need_token()
                          if not req.auth then mock.halt(401, { error = "no_token" }) end
                        end
                        need_token()
                        return { secret = 42 }
                        """, yields: #"401 {"error":"no_token"}"#))),
            .function(
                APIFunction(
                    name: "mock.fault",
                    parameters: [
                        "name mock.FaultName",
                        "opts? { after: integer?, rate: string? }  bytes to send first; drip speed",
                    ], results: ["mock.Response"],
                    text: "What a handler returns to send `res` as it is now, and let that go wrong on the wire.",
                    example: .test(
                        """
                        api:stub("GET /users/{id}", function() return mock.fault("reset") end)
                        expect(api:get("/users/7").fault):equals("reset")
                        """))),
        ])
}
