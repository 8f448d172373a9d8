extension APIReference {
    static let words = APIChapter(
        "Plain words", "Types that many functions share.",
        [
            .alias(
                APIAlias(
                    name: "mock.Duration",
                    text:
                        "A length of time with a unit: \"250ms\", \"1.5s\", \"15m\", \"24h\", \"30d\". Bare numbers are refused; 0 needs no unit.",
                    type: "string")),
            .alias(
                APIAlias(
                    name: "mock.Latency",
                    text: """
                        A delay or a distribution of delays:
                        "80ms" · "50ms..150ms" (even) · "normal 120ms 20ms" · "p50=80ms p95=300ms p99=1.2s" · "forever".
                        """, type: "string")),
            .alias(
                APIAlias(
                    name: "mock.FaultName", text: "What goes wrong on the wire.",
                    type: """
                        | "empty"      # accept, send nothing, close
                        | "close"      # close before the response
                        | "reset"      # TCP reset
                        | "hang"       # never answer
                        | "truncate"   # half of the body, then close
                        | "garbage"    # bytes that are not HTTP, then close
                        | "malformed"  # good head, broken chunked body
                        | "slow"       # drip the body, see opts.rate
                        """)),
            .alias(
                APIAlias(
                    name: "mock.Where",
                    text: """
                        Conditions on a record. Keys are fields ("price", "author.name"), optionally with an operator:
                        `__ne __gt __gte __lt __lte __in __like __starts __ends __exists`. Fields that are nil are
                        ignored, so optional filters need no `if`. Text operands take the type of the stored field.
                        """, type: "table<string, any>|fun(row: table): boolean")),
            .type(
                APIClass(
                    name: "mock.Null",
                    text: "Marks \"no value\" where Lua cannot: inside arrays, and to write an explicit JSON null.")),
        ])
}
