extension APIReference {
    static let urls: [APIItem] = [
        .type(
            APIClass(name: "mock.URLLib", text: "URLs (RFC 3986) and query strings.", declaration: "mock.url = {}")),
        .type(
            APIClass(
                name: "mock.URL", text: "The parts of a URL; `nil` where it has none.",
                fields: [
                    "scheme string?", "userinfo string?", "host string?", "port integer?",
                    "path string  as it is written",
                    "query table<string, string>  the first value of each name, decoded",
                    "queries table<string, string[]>  all values of each name, decoded", "fragment string?",
                ])),
        .function(
            APIFunction(
                name: "mock.url.encode", parameters: ["text string"], results: ["string"],
                text: "Text for a part of a URL: all but letters, digits and `-._~` is escaped.",
                example: .handler(
                    #"return { text = mock.url.encode("a b/ü") }"#, yields: #"200 {"text":"a%20b%2F%C3%BC"}"#))),
        .function(
            APIFunction(
                name: "mock.url.decode",
                parameters: ["text string", "opts? { form: boolean? }  form: `+` is a space, as in forms and queries"],
                results: ["string?"], text: "Text without its escapes; nil when one is broken.",
                example: .handler(
                    #"return { text = mock.url.decode("a%20b+c"), form = mock.url.decode("b+c", { form = true }) }"#,
                    yields: #"200 {"form":"b c","text":"a b+c"}"#))),
        .function(
            APIFunction(
                name: "mock.url.parse", parameters: ["text string"], results: ["mock.URL?"],
                text:
                    "The parts of a URL or of a relative reference; nil when it is none. In URLs with `http`, `https`, `ws`, `wss` or `ftp` a backslash is a slash, as in browsers.",
                example: .handler(
                    """
                    local url = mock.url.parse("https://shop.example.test:8443/cb?state=x%20y&tag=a&tag=b#top")
                    return { host = url.host, port = url.port, path = url.path, state = url.query.state, tags = url.queries.tag }
                    """,
                    yields: #"200 {"host":"shop.example.test","path":"/cb","port":8443,"state":"x y","tags":["a","b"]}"#
                ))),
        .function(
            APIFunction(
                name: "mock.url.query", parameters: ["fields table"], results: ["string"],
                text:
                    "A query string: fields in the order of their names; a list makes a field of each value, a table within `a[b]` for each of its names, as `mock.form.parse` with `nested` reads them.",
                example: .handler(
                    #"return { query = mock.url.query { page = 2, tag = { "a", "b" }, q = "x y" } }"#,
                    yields: #"200 {"query":"page=2&q=x%20y&tag=a&tag=b"}"#))),
        .function(
            APIFunction(
                name: "mock.url.append", parameters: ["url string", "fields table"], results: ["string"],
                text: "A URL with more fields in its query, before its fragment.",
                example: .handler(
                    #"return 302, nil, { Location = mock.url.append("https://app.example.test/cb?a=1", { code = "x/y" }) }"#,
                    yields: """
                        302
                        Location: https://app.example.test/cb?a=1&code=x%2Fy

                        """))),
    ]
}
