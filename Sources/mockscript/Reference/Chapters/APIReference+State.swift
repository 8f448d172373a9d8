extension APIReference {
    static let state = APIChapter(
        "State", "Values that a session remembers until it is reset.",
        [
            .type(
                APIClass(
                    name: "mock.StateLib",
                    text: "Values of the session. What goes in is copied, what comes out is a copy.",
                    declaration: "mock.state = {}")),
            .function(
                APIFunction(
                    name: "mock.state.get", parameters: ["key string", "default? any"], results: ["any"],
                    text: "The value of a key, or the default.",
                    example: .handler(
                        "return { sale = mock.state.get(\"sale\", false) }", yields: #"200 {"sale":false}"#))),
            .function(
                APIFunction(
                    name: "mock.state.set",
                    parameters: [
                        "key string", "value any", "opts? { ttl: mock.Duration? }  ttl: gone after that time",
                    ],
                    text: "Keep a value; nil removes it.",
                    example: .handler(
                        """
                        mock.state.set("code", "1234", { ttl = "5m" })
                        mock.sleep("6m")
                        return { code = mock.state.get("code") or "expired" }
                        """, yields: #"200 {"code":"expired"}"#))),
            .function(
                APIFunction(
                    name: "mock.state.update", parameters: ["key string", "fn fun(value: any): any"],
                    results: ["any new"],
                    text:
                        "Read, change and write in one step. The function may change its argument or return a new value; it cannot wait.",
                    example: .handler(
                        """
                        local basket = mock.state.update("basket", function(items)
                          items = items or {}
                          items[#items + 1] = "tee"
                          return items
                        end)
                        return basket
                        """, yields: #"200 ["tee"]"#))),
            .function(
                APIFunction(
                    name: "mock.state.incr", parameters: ["key string", "by? number  default 1"], results: ["number"],
                    text: "Add to a number, which begins at 0.",
                    example: .handler(
                        "return { visits = mock.state.incr(\"visits\") }", yields: #"200 {"visits":1}"#))),
            .function(
                APIFunction(
                    name: "mock.state.delete", parameters: ["key string"], results: ["any old"],
                    text: "Remove a value and hand it out.",
                    example: .handler(
                        """
                        mock.state.set("token", "t1")
                        local old = mock.state.delete("token")
                        return { old = old, now = mock.state.get("token", "none") }
                        """, yields: #"200 {"now":"none","old":"t1"}"#))),
            .function(
                APIFunction(
                    name: "mock.state.keys", parameters: ["prefix? string"], results: ["string[]"],
                    text: "The keys that begin with a text, sorted.",
                    example: .handler(
                        """
                        mock.state.set("user:1", true)
                        mock.state.set("user:2", true)
                        return mock.state.keys("user:")
                        """, yields: #"200 ["user:1","user:2"]"#))),
            .function(
                APIFunction(
                    name: "mock.state.clear", parameters: ["prefix? string"],
                    text: "Remove all values, or those whose key begins with a text.",
                    example: .handler(
                        """
                        mock.state.set("user:1", true)
                        mock.state.clear("user:")
                        return mock.state.keys()
                        """, yields: "200 []"))),
        ])
}
