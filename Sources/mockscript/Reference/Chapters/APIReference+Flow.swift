extension APIReference {
    static let flow = APIChapter(
        "Answers that follow one another", "Machines, sequences and limits; all are kept in the session.",
        [
            .type(
                APIClass(
                    name: "mock.MachineSpec", text: "The states of a machine.",
                    fields: [
                        "name string", "initial string",
                        "states table<string, table<string, string>>  state → event → state",
                        "on_change fun(id: string, from: string, to: string)?",
                    ])),
            .type(
                APIClass(
                    name: "mock.Machine", text: "Called with dots: `orders.fire(id, \"pay\")`.",
                    fields: [
                        "at fun(id: string): string", "can fun(id: string, event: string): boolean",
                        "fire fun(id: string, event: string): string?, string?  new state, or nil and why not",
                        "set fun(id: string, state: string)",
                    ])),
            .function(
                APIFunction(
                    name: "mock.machine", parameters: ["spec mock.MachineSpec"], results: ["mock.Machine"],
                    text: "One state per id, kept in mock.state.",
                    example: .handler(
                        """
                        local orders = mock.machine {
                          name = "order", initial = "new",
                          states = { new = { pay = "paid" }, paid = { ship = "sent" } },
                        }
                        orders.fire("ord_1", "pay")
                        local state, why = orders.fire("ord_1", "pay")
                        return { at = orders.at("ord_1"), why = why }
                        """, yields: #"200 {"at":"paid","why":"cannot pay while paid"}"#))),
            .function(
                APIFunction(
                    name: "mock.sequence", generic: "T",
                    parameters: ["key string", "items T[]", "opts? { loop: boolean? }"], results: ["T"],
                    text: "The next item each time it is called with this key; the last one repeats.",
                    example: .handler(
                        """
                        local answers = {}
                        for i = 1, 4 do answers[i] = mock.sequence("status", { 503, 503, 200 }) end
                        return answers
                        """, yields: "200 [503,503,200,200]"))),
            .type(
                APIClass(
                    name: "mock.LimitState", text: "Whether one more request fits.",
                    fields: [
                        "ok boolean", "limit integer", "remaining integer",
                        "reset integer  seconds until the window ends; with reset = \"time\" the time when it ends, in seconds since 1970",
                        "retry_after integer  seconds; 0 when it fits",
                        "headers table<string, string>  RateLimit-* and Retry-After, ready to return",
                    ])),
            .alias(
                APIAlias(
                    name: "mock.LimitHeaders",
                    text: "The names of the header fields; a table leaves out what it does not name.",
                    type: """
                        "RateLimit"|"X-RateLimit"|{ limit: string?, remaining: string?, reset: string?, retry_after: string? }
                        """)),
            .function(
                APIFunction(
                    name: "mock.limit",
                    parameters: [
                        "key string",
                        "opts { requests: integer, per: mock.Duration, headers: mock.LimitHeaders?, reset: (\"seconds\"|\"time\")? }  default \"RateLimit\", \"seconds\"",
                    ],
                    results: ["mock.LimitState"],
                    text:
                        "Count a request against a limit: a fixed window that begins with its first request. Plain limits are a behavior and need no code.",
                    example: .handler(
                        """
                        local first = mock.limit("key-1", { requests = 1, per = "1m" })
                        local second = mock.limit("key-1", { requests = 1, per = "1m" })
                        if not second.ok then return 429, { was = first.ok }, second.headers end
                        """,
                        yields: """
                            429
                            Retry-After: 60

                            {"was":true}
                            """))),
        ])
}
