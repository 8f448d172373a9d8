extension APIReference {
    static let outgoing = APIChapter(
        "Other servers",
        "Code calls only servers that `network` in mockscript.yaml lists, the `upstream`, and loopback. In tests a stand-in answers.",
        [
            .function(
                APIFunction(
                    name: "mock.proxy",
                    parameters: ["req mock.Request", "to? string  base URL; default: `upstream` of the settings"],
                    results: ["mock.Response"], moment: .waiting,
                    text:
                        "Send the request on and return what came back, ready to change. `Accept-Encoding` is not sent on; an answer that comes compressed all the same is not decoded. Without an answer it is a 502 or 504.",
                    example: .handler(
                        """
                        local answer = mock.proxy(req, "https://rates.example.test")
                        answer.headers["X-Seen-By"] = "mock"
                        return answer
                        """,
                        yields: """
                            200
                            X-Seen-By: mock

                            {"rate":1.09}
                            """))),
            .type(
                APIClass(
                    name: "mock.FetchOptions", text: "How a request is sent.",
                    fields: [
                        "method string?", "headers table<string, string>?", "json any", "body string?",
                        "timeout mock.Duration?  default \"10s\"",
                    ])),
            .type(
                APIClass(
                    name: "mock.Fetched", text: "What came back.",
                    fields: [
                        "ok boolean  a status below 400", "status integer  0 when nothing came back",
                        "headers table<string, string>", "body string", "json any",
                        "error string?  \"timeout\", \"refused\", \"reset\", …",
                    ])),
            .function(
                APIFunction(
                    name: "mock.fetch", parameters: ["url string", "opts? mock.FetchOptions"],
                    results: ["mock.Fetched"], moment: .waiting,
                    text:
                        "Call another server. Its host must be listed under `network` in the settings. An answer that comes compressed is not decoded.",
                    example: .handler(
                        """
                        local answer = mock.fetch("https://rates.example.test/EURUSD", { timeout = "2s" })
                        if not answer.ok then return 502, { error = answer.error } end
                        return { rate = answer.json.rate }
                        """, yields: #"200 {"rate":1.09}"#))),
            .alias(
                APIAlias(
                    name: "mock.SignatureScheme", text: "Who signs webhooks in this way.",
                    type: "| \"stripe\"\n| \"github\"\n| \"slack\"\n| \"standard-webhooks\"")),
            .type(
                APIClass(
                    name: "mock.SignatureOptions",
                    text: "A scheme with its secret, or the HMAC of the body in a header of your choice.",
                    fields: [
                        "secret string", "scheme mock.SignatureScheme?", "header string?  default X-Signature",
                        "prefix string?", "algorithm string?  default sha256",
                    ])),
            .type(
                APIClass(
                    name: "mock.WebhookMessage", text: "What is signed.",
                    fields: [
                        "id string", "time integer  seconds since 1970: now and `after`", "body string",
                        "method string", "url string",
                    ])),
            .type(
                APIClass(
                    name: "mock.WebhookOptions", text: "What is sent, when, and how often it is tried.",
                    fields: [
                        "url string", "method string?  default POST", "json any", "body string?",
                        "headers table<string, string>?",
                        "after mock.Latency?  default: at once, after this response is sent",
                        "sign? mock.SignatureScheme|mock.SignatureOptions|fun(message: mock.WebhookMessage): table<string, string>  a function returns header fields",
                        "secret string?  of a `sign` that is a name",
                        "retry? { times: integer, backoff: mock.Duration? }  backoff: before the first new try, doubled each time",
                    ])),
            .function(
                APIFunction(
                    name: "mock.webhook", parameters: ["opts mock.WebhookOptions"], results: ["string id"],
                    text: "Call the client back. Logged with the call that caused it; tests can read it.",
                    example: .test(
                        """
                        api:upstream("POST https://hooks.example.test/paid", function() return 204 end)
                        api:stub("POST /users/{id}", function(req)
                          mock.webhook { url = "https://hooks.example.test/paid", json = { user = req.params.id }, after = "2s" }
                          return 202
                        end)
                        api:post("/users/7"):expect(202)
                        api.clock:advance("3s")
                        expect(api:webhooks()[1].json):equals { user = "7" }
                        """))),
        ])
}
