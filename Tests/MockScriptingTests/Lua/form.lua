local function nested(body) return mock.form.parse(body, { nested = true }) end

return {
    ["is a table of the first values"] = function(expect)
        expect.same(mock.form.parse("a=1&b=x+y%21&a=2&c"), { a = "1", b = "x y!", c = "" })
        expect.same(mock.form.parse("a[b]=1"), { ["a[b]"] = "1" })
        expect.same(mock.form.parse(""), {})
    end,
    ["has tables for names in brackets"] = function(expect)
        expect.same(nested("card[number]=4242&card[exp][month]=12&card[exp][year]=30&x=1"), {
            card = { number = "4242", exp = { month = "12", year = "30" } }, x = "1",
        })
        expect.same(nested("a[b]=1&a[b]=2"), { a = { b = "1" } })
    end,
    ["has lists for empty brackets and for indexes"] = function(expect)
        expect.same(nested("a[]=x&a[]=y"), { a = { "x", "y" } })
        expect.same(nested("a[1]=y&a[0]=x&a[7]=z"), { a = { "x", "y", "z" } })
        expect.same(nested("a[0][n]=1&a[0][m]=2&a[1][n]=3"), { a = { { n = "1", m = "2" }, { n = "3" } } })
        expect.same(nested("a[][n]=1&a[][m]=2&a[][n]=3"), { a = { { n = "1", m = "2" }, { n = "3" } } })
        expect.same(mock.json.encode(nested("a[]=x")), '{"a":["x"]}')
        expect.same(nested("a[007]=x&a[08]=y"), { a = { ["007"] = "x", ["08"] = "y" } })
    end,
    ["keeps names whose brackets do not pair"] = function(expect)
        expect.same(nested("a[b=1&[c]=2&d]=3&e[f]g=4"), { ["a[b"] = "1", ["[c]"] = "2", ["d]"] = "3", ["e[f]g"] = "4" })
    end,
    ["is nil and the problem when it is broken"] = function(expect)
        local function problem(body) return select(2, nested(body)) end
        expect.same(problem("a=%4"), '"%4" is no percent escape; a percent sign is written %25')
        expect.same(problem("a=%FF"), "the text is not UTF-8")
        expect.same(problem("a=1&a[b]=2"), "'a' is a text and a table at once")
        expect.same(problem("a[b]=1&a=2"), "'a' is a text and a table at once")
        expect.same(problem("a" .. ("[b]"):rep(40) .. "=1"), "a name has more than 32 brackets")
        expect.same(problem(("a=1&"):rep(1001)), "more than 1,000 fields")
        expect.same(problem("a=1"), nil)
    end,
    ["is nil for a form of parts, with what reads it"] = function(expect)
        local text = '--x\r\nContent-Disposition: form-data; name="a[b]"\r\n\r\n1\r\n--x--\r\n'
        local form, problem = nested(text)
        expect.same(form, nil)
        expect.same(problem, "this is multipart/form-data, not a url-encoded form; req.form, req.forms and req.files have what it holds")
        expect.same(nested("--x=1"), { ["--x"] = "1" })
    end,
    ["keeps texts apart whose bytes differ"] = function(expect)
        expect.same(mock.form.parse("%C3%A9=1&e%CC%81=2"), { ["\u{E9}"] = "1", ["e\u{301}"] = "2" })
    end,
}
