extension APIReference {
    static let data = APIChapter(
        "Data and crypto", "JSON, tokens, digests, files.",
        [
            .value(
                APIValue(
                    name: "mock.null", type: "mock.Null", text: "JSON's null, where nil would leave no trace.",
                    example: .handler(
                        "return { a = mock.null, list = { 1, mock.null } }", yields: #"200 {"a":null,"list":[1,null]}"#)
                )),
            .function(
                APIFunction(
                    name: "mock.array", generic: "T", parameters: ["items? T[]"], results: ["T[]"],
                    text: "Mark a table as a JSON array, so that it stays `[]` when empty.",
                    example: .handler("return { tags = mock.array() }", yields: #"200 {"tags":[]}"#))),
        ] + json + forms + [
            .function(
                APIFunction(
                    name: "mock.decimal", parameters: ["value number", "places integer  from 0 to 20"],
                    results: ["number"],
                    text:
                        "A number that is written with this many decimals, in JSON and in templates; rounded as `%.2f` rounds.",
                    example: .handler(
                        "return { price = mock.decimal(12.5, 2), total = mock.decimal(3, 2) }",
                        yields: #"200 {"price":12.50,"total":3.00}"#))),
            .function(
                APIFunction(
                    name: "mock.validate", parameters: ["value any", "schema string|table"],
                    results: ["boolean ok", "{ path: string, message: string }[] problems"],
                    text:
                        "Check a value against a JSON Schema (2020-12 or draft 7): a table, a file under schemas/, or \"#/components/schemas/Name\".",
                    example: .handler(
                        """
                        local ok, problems = mock.validate({ qty = "two" }, { properties = { qty = { type = "integer" } } })
                        return { ok = ok, path = problems[1].path }
                        """, yields: #"200 {"ok":false,"path":"/qty"}"#))),
        ] + tokens + oidc + digests + urls + [
            .function(
                APIFunction(
                    name: "mock.read", parameters: ["path string"], results: ["string"],
                    text: "A file of the project, read-only.",
                    example: .handler(
                        #"return { text = mock.read("data/greeting.txt") }"#, yields: #"200 {"text":"hello"}"#))),
            .function(
                APIFunction(
                    name: "mock.env", parameters: ["name string"], results: ["string?"],
                    text: "An environment variable listed under `env` in the settings; nil when it is not set.",
                    example: .handler(
                        #"return { key = mock.env("STRIPE_KEY") or "none" }"#, yields: #"200 {"key":"none"}"#))),
        ])

    private static let forms: [APIItem] = [
        .type(APIClass(name: "mock.FormLib", text: "Forms as text.", declaration: "mock.form = {}")),
        .function(
            APIFunction(
                name: "mock.form.parse", parameters: ["body string", "opts? { nested: boolean? }"],
                results: ["table<string, any>? fields", "string? problem"],
                text:
                    "The fields of a url-encoded form, the first of equal names; with `nested`, `a[b]=1` is a table and `a[]=1` a list. Nil and the problem when the form is broken, or is multipart: `req.form` reads that.",
                example: .handler(
                    """
                    local form = mock.form.parse("card[exp]=12&items[]=a&items[]=b", { nested = true })
                    return { exp = form.card.exp, items = form.items }
                    """, yields: #"200 {"exp":"12","items":["a","b"]}"#))),
    ]

    private static let json: [APIItem] = [
        .type(APIClass(name: "mock.JSONLib", text: "JSON text and values.", declaration: "mock.json = {}")),
        .function(
            APIFunction(
                name: "mock.json.encode", parameters: ["value any", "opts? { pretty: boolean? }"], results: ["string"],
                text: "A value as JSON. Keys of a parsed object keep their order, others are sorted.",
                example: .handler(
                    "return 200, mock.json.encode { b = 2, a = 1 }, { [\"Content-Type\"] = \"application/json\" }",
                    yields: #"200 {"a":1,"b":2}"#))),
        .function(
            APIFunction(
                name: "mock.json.decode", parameters: ["text string"], results: ["any value", "string? problem"],
                text: "The value of a JSON text, or nil and what is wrong with it.",
                example: .handler(
                    """
                    local value, problem = mock.json.decode("{ oops")
                    return { problem = problem }
                    """, yields: #"200 {"problem":"expected a key in quotes, line 1, column 3"}"#))),
        .function(
            APIFunction(
                name: "mock.json.is_null", parameters: ["object table", "key string"], results: ["boolean"],
                text: "True when the parsed object had this key with the value null (it reads as nil).",
                example: .handler(
                    """
                    local value = mock.json.decode('{"note":null}')
                    return { note = mock.json.is_null(value, "note"), other = mock.json.is_null(value, "other") }
                    """, yields: #"200 {"note":true,"other":false}"#))),
    ]

    private static let digests: [APIItem] = [
        .function(
            APIFunction(
                name: "mock.hash",
                parameters: [
                    "algorithm \"sha256\"|\"sha1\"|\"sha512\"|\"md5\"", "data string",
                    "form? \"hex\"|\"base64\"|\"base64url\"|\"raw\"  default \"hex\"",
                ], results: ["string"], text: "A digest.",
                example: .handler(
                    #"return { etag = mock.hash("md5", "abc") }"#,
                    yields: #"200 {"etag":"900150983cd24fb0d6963f7d28e17f72"}"#))),
        .function(
            APIFunction(
                name: "mock.hmac",
                parameters: [
                    "algorithm \"sha256\"|\"sha1\"|\"sha512\"", "key string", "data string",
                    "form? \"hex\"|\"base64\"|\"base64url\"|\"raw\"  default \"hex\"",
                ], results: ["string"], text: "A digest with a key (RFC 2104).",
                example: .handler(
                    #"return { sig = mock.hmac("sha1", "key", "data") }"#,
                    yields: #"200 {"sig":"104152c5bfdca07bc633eebd46199f0255c9f49d"}"#))),
        .type(APIClass(name: "mock.Base64Lib", text: "Base64 (RFC 4648).", declaration: "mock.base64 = {}")),
        .function(
            APIFunction(
                name: "mock.base64.encode",
                parameters: ["data string", "opts? { url: boolean? }  url: without padding, for URLs"],
                results: ["string"], text: "Bytes as text.",
                example: .handler(#"return { text = mock.base64.encode("hi") }"#, yields: #"200 {"text":"aGk="}"#))),
        .function(
            APIFunction(
                name: "mock.base64.decode", parameters: ["text string"], results: ["string?"],
                text: "Text as bytes, of either alphabet, with all of its padding or none; nil when it is no Base64.",
                example: .handler(#"return { data = mock.base64.decode("aGk=") }"#, yields: #"200 {"data":"hi"}"#))),
    ]
}
