return {
    ["text is escaped for URLs and back"] = function(expect)
        expect.same(mock.url.encode("a b/ü~._-%"), "a%20b%2F%C3%BC~._-%25")
        expect.same(mock.url.decode("a%20b%2f%C3%BC+c"), "a b/ü+c")
        expect.same(mock.url.decode("a+b%2Bc", { form = true }), "a b+c")
        for _, broken in ipairs { "%", "a%2", "%zz", "%2%41" } do expect.same(mock.url.decode(broken), nil) end
        local all = {}
        for byte = 0, 255 do all[#all + 1] = string.char(byte) end
        local text = table.concat(all)
        expect.same(mock.url.decode(mock.url.encode(text)) == text, true)
    end,
    ["a query is built in the order of its names"] = function(expect)
        expect.same(mock.url.query { b = "x&y", a = { 1, 2.5, true }, ["c d"] = "" }, "a=1&a=2.5&a=true&b=x%26y&c%20d=")
        expect.same(mock.url.query { price = mock.decimal(2, 2) }, "price=2.00")
        expect.same(mock.url.query {}, "")
        expect.same(mock.url.query { a = {} }, "")
        expect.fails("field 'a' of mock.url.query must be text, a number, a boolean or a list of them, not a table",
            mock.url.query, { a = { {} } })
        expect.fails("the fields of mock.url.query have names; 1 is none", mock.url.query, { "a" })
    end,
    ["fields are added behind those that are there"] = function(expect)
        expect.same(mock.url.append("/a", { b = 1 }), "/a?b=1")
        expect.same(mock.url.append("/a?", { b = 1 }), "/a?b=1")
        expect.same(mock.url.append("/a?x=1#top", { b = "#" }), "/a?x=1&b=%23#top")
        expect.same(mock.url.append("/a?x#f?g", {}), "/a?x#f?g")
    end,
    ["a URL has parts"] = function(expect)
        local url = mock.url.parse("HTTPS://ada:pw@Example.TEST:8443/a%20b;c?x=1&x=2+3&y&=z#f?g")
        expect.same({ url.scheme, url.userinfo, url.host, url.port, url.path, url.fragment },
            { "https", "ada:pw", "example.test", 8443, "/a%20b;c", "f?g" })
        expect.same(url.query, { x = "1", y = "", [""] = "z" })
        expect.same(url.queries, { x = { "1", "2 3" }, y = { "" }, [""] = { "z" } })
        local bare = mock.url.parse("/a:b?c")
        expect.same({ bare.path, bare.query.c, bare.scheme == nil, bare.host == nil }, { "/a:b", "", true, true })
        expect.same(mock.url.parse("http://[::1]:80/").host, "[::1]")
        expect.same(mock.url.parse("mailto:a@b").path, "a@b")
        expect.same(mock.url.parse("").path, "")
        expect.same(mock.url.parse("?a=%zz").query.a, "%zz")
        for _, text in ipairs { "http://a b/", "http://a:99999/", "http://a:x/", "http://[::1/", "http://a:123456/", "a\nb" } do
            expect.same(mock.url.parse(text), nil)
        end
    end,
    ["long texts are read in one pass"] = function(expect)
        local many = {}
        for i = 1, 20000 do many[i] = "k" .. i .. "=v" end
        expect.same(mock.url.parse("/?" .. table.concat(many, "&")).query.k20000, "v")
    end,
}
