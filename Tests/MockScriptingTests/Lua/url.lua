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
        expect.fails("the fields of mock.url.query have names; 1 is none", mock.url.query, { "a" })
    end,
    ["tables within are written as nested forms are read"] = function(expect)
        local function written(fields) return mock.url.decode(mock.url.query(fields)) end
        expect.same(mock.url.query { a = { b = 1 } }, "a%5Bb%5D=1")
        expect.same(written { a = { b = { 1, 2 }, c = { d = true } }, x = { "p", "q" } }, "a[b][]=1&a[b][]=2&a[c][d]=true&x=p&x=q")
        expect.same(written { l = { { n = 1, m = 2 }, { n = 3 } } }, "l[0][m]=2&l[0][n]=1&l[1][n]=3")
        expect.same(mock.url.decode(mock.url.append("/a?x=1#f", { a = { b = 2 } })), "/a?x=1&a[b]=2#f")
        local value = { card = { number = "4242", exp = { month = "12" } }, tags = { list = { "a", "b c" } }, rows = { { x = "1" }, { y = "2" } } }
        expect.same(mock.form.parse(mock.url.query(value), { nested = true }), value)
    end,
    ["what a form has no text for is an error and never dropped"] = function(expect)
        local query = mock.url.query
        expect.fails("field 'a[b]' of mock.url.query is an empty table, for which a form has no text", query, { a = { b = {} } })
        expect.fails("field 'a[0]' of mock.url.query is an empty table, for which a form has no text", query, { a = { {} } })
        expect.fails("field 'a' of mock.url.query is a list with gaps or with names; write a list, or a table of names",
            query, { a = { 1, x = 2 } })
        expect.fails("field 'a' of mock.url.query is a list with gaps or with names; write a list, or a table of names",
            query, { a = { [1] = 1, [3] = 3 } })
        expect.fails("field 'a' of mock.url.query has the key true; keys are names, or the indexes of a list", query, { a = { [true] = 1 } })
        expect.fails("field 'a' of mock.url.query has the name \"b]\", which cannot stand in brackets", query, { a = { ["b]"] = 1 } })
        expect.fails("field 'a[b]' of mock.url.query must be text, a number, a boolean or a table of them, not mock.null",
            query, { a = { b = mock.null } })
        local circle = {}
        circle.c = circle
        local ok, message = pcall(query, { a = circle })
        expect.same({ ok, tostring(message):find("has more than 32 tables within each other", 1, true) ~= nil }, { false, true })
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
        local slashes = mock.url.parse([[http:\\h\x\y?a=\b#\c]])
        expect.same({ slashes.host, slashes.path, slashes.query.a, slashes.fragment }, { "h", "/x/y", [[\b]], [[\c]] })
        expect.same(mock.url.parse([[app:a\b]]).path, [[a\b]])
        for _, text in ipairs { "http:///x", "https://a<b/", "http://a^/", "http://a b/", "http://a:99999/", "http://a:x/", "http://[::1/", "http://a:123456/", "a\nb" } do
            expect.same(mock.url.parse(text), nil)
        end
    end,
    ["long texts are read in one pass"] = function(expect)
        local many = {}
        for i = 1, 20000 do many[i] = "k" .. i .. "=v" end
        expect.same(mock.url.parse("/?" .. table.concat(many, "&")).query.k20000, "v")
    end,
}
