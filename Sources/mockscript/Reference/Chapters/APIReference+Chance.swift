extension APIReference {
    static let chance = APIChapter(
        "Chance",
        "Numbers depend on the seed, the session, the route and the turn, never on thread timing: the same requests give the same bytes.",
        [
            .type(
                APIClass(
                    name: "mock.RandomLib",
                    text:
                        "Numbers that depend on the seed, the session, the route and the turn - never on thread timing.",
                    declaration: "mock.random = {}"))
        ] + random + [
            .type(APIClass(name: "mock.FakeLib", text: "Made-up data.", fields: fakes, declaration: "mock.fake = {}")),
            .function(
                APIFunction(
                    name: "mock.uuid", results: ["string"], text: "A random UUID (RFC 9562, version 4).",
                    example: .handler("return { length = #mock.uuid() }", yields: #"200 {"length":36}"#))),
            .function(
                APIFunction(
                    name: "mock.id", parameters: ["prefix string"], results: ["string"],
                    text: "A short readable id of this kind, counted per session: \"ord_7\".",
                    example: .handler(
                        #"return { mock.id("ord"), mock.id("ord"), mock.id("cart") }"#,
                        yields: #"200 ["ord_1","ord_2","cart_1"]"#))),
        ])

    private static let random: [APIItem] = [
        .function(
            APIFunction(
                name: "mock.random.int", parameters: ["min integer", "max integer"], results: ["integer"],
                text: "A whole number, both ends included.",
                example: .handler(
                    "local n = mock.random.int(1, 6)\nreturn { fits = n >= 1 and n <= 6 }",
                    yields: #"200 {"fits":true}"#))),
        .function(
            APIFunction(
                name: "mock.random.number", parameters: ["min number", "max number"], results: ["number"],
                text: "A number from min up to, but without, max.",
                example: .handler(
                    "local n = mock.random.number(0, 0.5)\nreturn { fits = n >= 0 and n < 0.5 }",
                    yields: #"200 {"fits":true}"#))),
        .function(
            APIFunction(
                name: "mock.random.chance", parameters: ["p number"], results: ["boolean"],
                text: "True with this probability.",
                example: .handler(
                    "return { never = mock.random.chance(0), always = mock.random.chance(1) }",
                    yields: #"200 {"always":true,"never":false}"#))),
        .function(
            APIFunction(
                name: "mock.random.pick", generic: "T", parameters: ["items T[]"], results: ["T"],
                text: "One of a list.",
                example: .handler(
                    #"return { color = mock.random.pick { "red" } }"#, yields: #"200 {"color":"red"}"#))),
        .function(
            APIFunction(
                name: "mock.random.weighted", parameters: ["weights table<string, number>"], results: ["string"],
                text: "One of the keys, by its weight.",
                example: .handler(
                    "return { status = mock.random.weighted { paid = 1, open = 0 } }", yields: #"200 {"status":"paid"}"#
                ))),
        .function(
            APIFunction(
                name: "mock.random.shuffle", generic: "T", parameters: ["items T[]"], results: ["T[]"],
                text: "A list in another order; its argument stays as it is.",
                example: .handler(
                    "local list = mock.random.shuffle { 1, 2, 3 }\nreturn { count = #list }",
                    yields: #"200 {"count":3}"#))),
        .function(
            APIFunction(
                name: "mock.random.hex", parameters: ["bytes integer"], results: ["string"],
                text: "Random bytes as hexadecimal digits, two a byte.",
                example: .handler("return { length = #mock.random.hex(8) }", yields: #"200 {"length":16}"#))),
        .function(
            APIFunction(
                name: "mock.random.of", parameters: ["key string"], results: ["mock.RandomLib"],
                text: "The same library, but always the same answers for the same key.",
                example: .handler(
                    """
                    local function age(id) return mock.random.of(id).int(18, 90) end
                    return { same = age("7") == age("7") }
                    """, yields: #"200 {"same":true}"#))),
    ]

    private static let fakes: [APIName] = [
        "name fun(): string", "first_name fun(): string", "last_name fun(): string", "email fun(): string",
        "username fun(): string", "phone fun(): string", "company fun(): string", "job fun(): string",
        "street fun(): string", "city fun(): string", "zip fun(): string", "country fun(): string",
        "country_code fun(): string", "latitude fun(): number", "longitude fun(): number", "ip fun(): string",
        "user_agent fun(): string", "url fun(): string", "image_url fun(width: integer?, height: integer?): string",
        "word fun(): string", "words fun(n: integer): string", "sentence fun(): string", "paragraph fun(): string",
        "color fun(): string", "price fun(min: number?, max: number?): number", "product fun(): string",
        "iban fun(): string", "credit_card fun(): string",
        "date fun(from: mock.Duration?, to: mock.Duration?): string",
        "of fun(key: string): mock.FakeLib  stable fakes: the same person for the same key",
    ]
}
