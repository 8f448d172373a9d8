extension APIReference {
    private static let options = APIClass(
        name: "mock.CollectionOptions", text: "How a collection names and begins its records.",
        fields: [
            "id \"uuid\"|\"int\"|string|nil  or a pattern, \"cart_{n}\"",
            "key string?  name of the id field, default \"id\"",
            "seed string|table[]|nil  default: data/<name>.json when it exists",
        ])
    private static let page = APIClass(
        name: "mock.Page<T>", text: "A part of a list.",
        fields: [
            "items T[]", "total integer", "page integer?", "per_page integer?", "pages integer?", "prev integer?",
            "next integer?", "next_cursor string?",
        ])
    private static let listOptions = APIClass(
        name: "mock.ListOptions", text: "Which part of a list.",
        fields: [
            "where mock.Where?", "sort string?  \"-year,title\"", "page integer?  with per_page", "per_page integer?",
            "cursor string?  with limit", "limit integer?",
        ])
    private static let resourceOptions = APIClass(
        name: "mock.ResourceOptions", parent: "mock.CollectionOptions", text: "What a resource offers.",
        fields: [
            "only string[]?  such as { \"GET\", \"GET /{id}\" }", "schema string?  bodies must fit it",
            "envelope string?  put lists under this key, with `total`",
        ])

    static let records = APIChapter(
        "Records", "Lists of records with ids. `data/products.json` is what the collection \"products\" begins with.",
        [.type(options), .type(page), .type(listOptions)] + methods + [
            .function(
                APIFunction(
                    name: "mock.collection", parameters: ["name string", "opts? mock.CollectionOptions"],
                    results: ["mock.Collection<any>"],
                    text: "A handle on records. Make it at file level: it finds the session when it is used.",
                    example: .handler(
                        """
                        local carts = mock.collection("carts", { id = "cart_{n}" })
                        return 201, carts:insert { lines = mock.array() }
                        """, yields: #"201 {"lines":[],"id":"cart_1"}"#))),
            .type(resourceOptions),
            .function(
                APIFunction(
                    name: "mock.resource", parameters: ["name string", "opts? mock.ResourceOptions"],
                    results: ["mock.Route"],
                    text: """
                        A ready route: list (filter, sort, page), create, read, patch, replace, delete. Lists answer
                        `?field=…&field__gte=…&sort=-price&page=2&per_page=20`, or `cursor` and `limit`.
                        """,
                    example: .handler(
                        """
                        local route = mock.resource("products", { only = { "GET" } })
                        return route.GET(req, res)
                        """, yields: #"200 [{"id":"mug","name":"Mug","price":900,"stock":0}]"#,
                        for: #"api:get("/users/7?price__lt=1000")"#))),
        ])

    private static let methods: [APIItem] = [
        .type(
            APIClass(
                name: "mock.Collection<T>", text: "Records of one kind, in order of insertion. Each call is atomic.",
                declaration: "local Collection = {}")),
        .function(
            APIFunction(
                name: "Collection:insert", parameters: ["row table"], results: ["T"],
                text: "Add a record; an id is made when it has none.",
                example: .handler(
                    #"return 201, mock.collection("notes", { id = "int" }):insert { text = "hi" }"#,
                    yields: #"201 {"text":"hi","id":1}"#))),
        .function(
            APIFunction(
                name: "Collection:get", parameters: ["id any"], results: ["T?"],
                text: "The record of an id, or nil.",
                example: .handler(
                    #"return { name = mock.collection("products"):get("tee").name }"#,
                    yields: #"200 {"name":"T-shirt"}"#))),
        .function(
            APIFunction(
                name: "Collection:need", parameters: ["id any"], results: ["T"],
                text: "Like get, but answers 404 by itself when there is none.",
                example: .handler(
                    #"return mock.collection("products"):need("hat")"#, yields: #"404 {"error":"not_found"}"#))),
        .function(
            APIFunction(
                name: "Collection:update",
                parameters: [
                    "id any", "patch table|fun(row: T): T?  merged as in RFC 7396, or a function",
                ], results: ["T?"], text: "Change a record; nil when there is none.",
                example: .handler(
                    """
                    return mock.collection("products"):update("tee", function(row) row.stock = row.stock - 1 end)
                    """, yields: #"200 {"id":"tee","name":"T-shirt","price":1900,"stock":4}"#))),
        .function(
            APIFunction(
                name: "Collection:replace", parameters: ["id any", "row table"], results: ["T?"],
                text: "Put another record in its place; the id stays.",
                example: .handler(
                    #"return mock.collection("products"):replace("mug", { name = "Cup" })"#,
                    yields: #"200 {"name":"Cup","id":"mug"}"#))),
        .function(
            APIFunction(
                name: "Collection:delete", parameters: ["id any"], results: ["T?"],
                text: "Remove a record and hand it out.",
                example: .handler(
                    """
                    local products = mock.collection("products")
                    products:delete("mug")
                    return { left = products:count() }
                    """, yields: #"200 {"left":1}"#))),
        .function(
            APIFunction(
                name: "Collection:all", parameters: ["where? mock.Where"], results: ["T[]"],
                text: "Every record that fits.",
                example: .handler(
                    #"return mock.collection("products"):all { stock__gt = 0 }"#,
                    yields: #"200 [{"id":"tee","name":"T-shirt","price":1900,"stock":5}]"#))),
        .function(
            APIFunction(
                name: "Collection:find", parameters: ["where mock.Where"], results: ["T?"],
                text: "The first record that fits.",
                example: .handler(
                    #"return { id = mock.collection("products"):find({ name__starts = "M" }).id }"#,
                    yields: #"200 {"id":"mug"}"#))),
        .function(
            APIFunction(
                name: "Collection:count", parameters: ["where? mock.Where"], results: ["integer"],
                text: "How many records fit.",
                example: .handler(
                    #"return { count = mock.collection("products"):count() }"#, yields: #"200 {"count":2}"#))),
        .function(
            APIFunction(
                name: "Collection:list", parameters: ["opts? mock.ListOptions"], results: ["mock.Page<T>"],
                text: "A page: filtered, sorted, cut.",
                example: .handler(
                    """
                    local page = mock.collection("products"):list { sort = "price", page = 1, per_page = 1 }
                    return { first = page.items[1].id, pages = page.pages, next = page.next }
                    """, yields: #"200 {"first":"mug","next":2,"pages":2}"#))),
        .function(
            APIFunction(
                name: "Collection:clear", text: "Remove every record.",
                example: .handler(
                    """
                    local products = mock.collection("products")
                    products:clear()
                    return products:all()
                    """, yields: "200 []"))),
    ]
}
