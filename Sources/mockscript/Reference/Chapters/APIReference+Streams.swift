extension APIReference {
    static let streams = APIChapter(
        "Streams and messages",
        "A handler returns what these functions make. Their functions run on when the head is sent, and end when the client leaves.",
        [
            .type(
                APIClass(
                    name: "mock.EventStream", text: "Server-sent events (WHATWG HTML §9.2).",
                    fields: ["closed boolean  the client is gone"], declaration: "local EventStream = {}")),
            .function(
                APIFunction(
                    name: "EventStream:send",
                    parameters: ["event { event: string?, data: any, id: string?, retry: mock.Duration? }"],
                    moment: .streaming, text: "Send one event. Data that is a table becomes JSON.",
                    example: .handler(
                        """
                        return mock.sse(function(stream)
                          stream:send { event = "price", data = { value = 9 }, id = "1" }
                        end)
                        """,
                        yields: """
                            200
                            Content-Type: text/event-stream

                            event: price
                            id: 1
                            data: {"value":9}
                            """))),
            .function(
                APIFunction(
                    name: "EventStream:comment", parameters: ["text string"], moment: .streaming,
                    text: "Send a line that clients ignore; it keeps a connection alive.",
                    example: .handler(
                        "return mock.sse(function(stream) stream:comment(\"still here\") end)",
                        yields: "200 : still here"))),
            .function(
                APIFunction(
                    name: "mock.sse", parameters: ["fn fun(stream: mock.EventStream)"], results: ["mock.Response"],
                    text: "Server-sent events. The function runs until it returns or the client leaves.",
                    example: .test(
                        """
                        api:stub("GET /users/{id}", function()
                          return mock.sse(function(stream)
                            for i = 1, 3 do stream:send { data = { tick = i } } mock.sleep("3s") end
                          end)
                        end)
                        local answer = api:get("/users/7")
                        expect(answer.events[3]):equals { data = { tick = 3 }, at_ms = 6000 }
                        expect(answer.elapsed_ms):equals(9000)
                        """))),
            .type(
                APIClass(
                    name: "mock.ByteStream", text: "A body in parts.", fields: ["closed boolean"],
                    declaration: "local ByteStream = {}")),
            .function(
                APIFunction(
                    name: "ByteStream:write", parameters: ["bytes string"], moment: .streaming,
                    text: "Send bytes; waits while the client is slow.",
                    example: .handler(
                        #"return mock.stream("text/plain", function(stream) stream:write("a") stream:write("b") end)"#,
                        yields: "200 ab"))),
            .function(
                APIFunction(
                    name: "mock.stream", parameters: ["content_type string", "fn fun(stream: mock.ByteStream)"],
                    results: ["mock.Response"], text: "A body that a function writes, piece by piece.",
                    example: .handler(
                        """
                        return mock.stream("text/csv", function(stream)
                          for i = 1, 3 do stream:write(i .. ",") mock.sleep("1s") end
                        end)
                        """, yields: "200 1,2,3,"))),
            .type(
                APIClass(
                    name: "mock.WebSocket", text: "A conversation (RFC 6455).", fields: ["closed boolean"],
                    declaration: "local WebSocket = {}")),
            .function(
                APIFunction(
                    name: "WebSocket:send",
                    parameters: [
                        "message string|table  a table is sent as JSON",
                        "opts? { binary: boolean? }  by default text that is not UTF-8 goes as binary",
                    ],
                    moment: .streaming, text: "Send a message, which may be empty.",
                    example: .test(
                        """
                        api:stub("GET /users/{id}", function()
                          return mock.websocket(function(socket) socket:send { hello = "there" } end)
                        end)
                        local socket = api:websocket("/users/7")
                        socket:expect { hello = "there" }
                        """))),
            .function(
                APIFunction(
                    name: "WebSocket:receive", parameters: ["timeout? mock.Duration"],
                    results: [
                        "any message  nil on time-out or close; JSON text comes parsed",
                        "\"text\"|\"binary\"|nil kind  how it was sent",
                    ], moment: .streaming,
                    text: "Wait for the next message.",
                    example: .test(
                        """
                        api:stub("GET /users/{id}", function()
                          return mock.websocket(function(socket) socket:send { got = socket:receive("5s") or "nothing" } end)
                        end)
                        local socket = api:websocket("/users/7")
                        socket:send("ping")
                        socket:expect { got = "ping" }
                        """))),
            .function(
                APIFunction(
                    name: "WebSocket:messages", results: ["fun(): any"], moment: .streaming,
                    text: "For a loop over messages: `for message, kind in socket:messages() do … end`.",
                    example: .test(
                        """
                        api:stub("GET /users/{id}", function()
                          return mock.websocket(function(socket)
                            for message in socket:messages() do socket:send { echo = message } end
                          end)
                        end)
                        local socket = api:websocket("/users/7")
                        socket:send("ping")
                        socket:expect { echo = "ping" }
                        """))),
            .function(
                APIFunction(
                    name: "WebSocket:close", parameters: ["code? integer  default 1000", "reason? string"],
                    moment: .streaming, text: "End the conversation.",
                    example: .test(
                        """
                        api:stub("GET /users/{id}", function()
                          return mock.websocket(function(socket) socket:close(4000, "enough") end)
                        end)
                        local socket = api:websocket("/users/7")
                        expect(socket:receive("1s")):is_nil()
                        expect(socket.close_code):equals(4000)
                        """))),
            .function(
                APIFunction(
                    name: "mock.websocket", parameters: ["fn fun(socket: mock.WebSocket)"],
                    results: ["mock.Response"],
                    text: "Talk both ways. A request that is no WebSocket handshake gets 426.",
                    example: .test(
                        """
                        api:stub("GET /users/{id}", function()
                          return mock.websocket(function(socket) socket:send("hello") end)
                        end)
                        local socket = api:websocket("/users/7")
                        socket:expect("hello")
                        """))),
            .function(
                APIFunction(
                    name: "mock.publish", parameters: ["topic string", "value any"],
                    text: "Hand a value to everyone in this session who is subscribed.",
                    example: .handler(
                        """
                        local news = mock.subscribe("news")
                        mock.publish("news", { title = "hello" })
                        return news()
                        """, yields: #"200 {"title":"hello"}"#))),
            .function(
                APIFunction(
                    name: "mock.subscribe", parameters: ["topic string"], results: ["fun(): any"],
                    text: "A function that returns the next value of a topic, and waits for it if there is none.",
                    example: .handler(
                        """
                        local orders = mock.subscribe("orders")
                        mock.after("1s", function() mock.publish("orders", "ord_1") end)
                        return { first = orders() }
                        """, yields: #"200 {"first":"ord_1"}"#))),
        ])
}
