return {
    ["has its fields"] = function(expect, req)
        expect.same({ req.method, req.path, req.url, req.host, req.ip }, {
            "POST", "/items/7/8", "/items/7%2F8?tag=a&tag=b&q=x+y&empty=", "", "127.0.0.1" })
        expect.same({ req.params.id, req.route, req.session, req.turn }, { "7/8", "ANY /items/{id}", "default", 1 })
        expect.same(req.id, "1")
    end,
    ["has its query in both forms"] = function(expect, req)
        expect.same(req.query, { tag = "a", q = "x y", empty = "" })
        expect.same(req.queries, { tag = { "a", "b" }, q = { "x y" }, empty = { "" } })
        expect.same(req.query.none, nil)
    end,
    ["finds headers in any letter case"] = function(expect, req)
        expect.same(req.headers["AUTHORIZATION"], "Basic YWRhOnMzOmNyZXQ=")
        expect.same(req.headers.cookie, 'a=1; b="2"')
        expect.same(req.headers.none, nil)
        expect.same(mock.json.decode(mock.json.encode(req.headers)).cookie, 'a=1; b="2"')
    end,
    ["has cookies and credentials"] = function(expect, req)
        expect.same(req.cookies, { a = "1", b = "2" })
        expect.same(req.auth, { scheme = "basic", token = "YWRhOnMzOmNyZXQ=", username = "ada", password = "s3:cret" })
    end,
    ["parses its body"] = function(expect, req)
        expect.same(req.json.n, 5)
        expect.same(req.json.none, nil)
        expect.same(mock.json.is_null(req.json, "none"), true)
        expect.same(req.json.list[2] == mock.null, true)
        expect.same(mock.json.encode(req.json), req.body)
        expect.same(req.json == req.json, true)
    end,
    ["hands on what middleware puts into ctx"] = function(expect, req)
        req.ctx.user = "ada"
        expect.same(req.ctx.user, "ada")
        expect.fails("req has no 'user'; hand it on as req.ctx.user", function() req.user = 1 end)
        expect.fails("req has no 'param'; did you mean 'params'?", function() return req.param end)
    end,
    ["is protected"] = function(expect, req, res)
        expect.same(getmetatable(req), false)
        expect.fails("protected", setmetatable, req, {})
        expect.fails("protected", rawset, res, "x", 1)
        expect.fails("res has no 'statusCode'; did you mean 'status'?", function() return res.statusCode end)
        expect.fails("res has no field 'statsu'; did you mean 'status'?", function() res.statsu = 1 end)
        expect.fails("call it with a colon", res.use, "x")
    end,
}
