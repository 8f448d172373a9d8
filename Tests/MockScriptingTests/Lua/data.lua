return {
    ["JSON keeps what Lua would lose"] = function(expect)
        local text = '{"z":1,"a":null,"list":[],"big":123456789012345678901234567890,"f":1.0,"deep":{"y":2,"x":[null]}}'
        expect.same(mock.json.encode(mock.json.decode(text)), (text:gsub("1%.0", "1")))
        local value = mock.json.decode(text)
        value.new = true
        value.z = nil
        expect.same(mock.json.encode(value):match("^{.a.:null,.list.") ~= nil, true)
        expect.same(mock.json.encode { b = 1, a = { 1, 2 }, c = 5.0 }, '{"a":[1,2],"b":1,"c":5}')
        expect.same(mock.json.encode({ a = 1 }, { pretty = true }), '{\n  "a": 1\n}')
        expect.same(mock.json.encode { a = mock.null }, '{"a":null}')
    end,
    ["bad JSON says where"] = function(expect)
        local value, problem = mock.json.decode('{\n "a": x }')
        expect.same(value, nil)
        expect.same(problem, "expected a value, line 2, column 7")
        expect.fails("function cannot be JSON at value.a", mock.json.encode, { a = print })
    end,
    ["digests"] = function(expect)
        expect.same(mock.hash("md5", "abc"), "900150983cd24fb0d6963f7d28e17f72")
        expect.same(mock.hash("sha1", "abc"), "a9993e364706816aba3e25717850c26c9cd0d89d")
        expect.same(mock.hash("sha256", "abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
        expect.same(mock.hash("sha1", "abc", "base64"), "qZk+NkcGgWq6PiVxeFDCbJzQ2J0=")
        expect.same(mock.hash("sha1", "abc", "base64url"), "qZk-NkcGgWq6PiVxeFDCbJzQ2J0")
        expect.same(mock.hmac("sha256", "k", "d", "base64url"), mock.base64.encode(mock.hmac("sha256", "k", "d", "raw"), { url = true }))
        expect.same(#mock.hash("sha512", "abc", "raw"), 64)
        expect.same(mock.hmac("sha256", "key", "The quick brown fox jumps over the lazy dog"),
            "f7bc83f430538424b13298e6aa6fb143ef4d59a14946175997479dbc2d1a3cd8")
        expect.fails("mock.hash has no algorithm 'sha265'; did you mean 'sha256'?", mock.hash, "sha265", "x")
        expect.fails("mock.hash has no form 'b64'", mock.hash, "sha256", "x", "b64")
    end,
    ["decimals are as many as were asked for"] = function(expect)
        local function text(...) return mock.json.encode { mock.decimal(...) } end
        expect.same(text(12.5, 2), "[12.50]")
        expect.same(text(3, 2), "[3.00]")
        expect.same(text(9007199254740993, 1), "[9007199254740993.0]")
        expect.same(text(2.5, 0), "[2]")
        expect.same(text(-0.001, 2), "[0.00]")
        expect.same(text(1e21, 1), "[1000000000000000000000.0]")
        expect.same(text(-1.255, 2), "[-1.25]")
        expect.same(text(mock.decimal(1.239, 2), 1), "[1.2]")
        expect.same(tostring(mock.decimal(1, 20)), "1." .. ("0"):rep(20))
        expect.same(mock.decimal(1.25, 1) + 1, 2.2)
        expect.same("EUR " .. mock.decimal(7, 2), "EUR 7.00")
        mock.state.set("price", mock.decimal(5, 2))
        expect.same(mock.json.encode { mock.state.get("price") }, "[5.00]")
        expect.fails("mock.decimal: the number must be finite", mock.decimal, 0 / 0, 2)
        expect.fails("mock.decimal: the number must be finite", mock.decimal, math.huge, 2)
        expect.fails("mock.decimal: the decimals must be from 0 to 20", mock.decimal, 1, 21)
        expect.fails("the number of mock.decimal must be a number, not mock.null", mock.decimal, mock.null, 2)
    end,
    ["an unknown member is an error, whatever its bytes"] = function(expect)
        local names = { "", " ", "jwt :", "jwt : jwt", "collection mock.resource", "jwt\0", "\0", "\n", ":", "mock.jwt", ("x"):rep(1000) }
        for _, name in ipairs(names) do expect.fails("mock has no ", function() return mock[name] end) end
        for _, zone in ipairs { "Europe", "Europe/Berlin Europe/Bratislava", ":", "Europe/Berlin\0", "CET-1", " " } do
            expect.fails("is no zone", mock.date, "iso", { zone = zone })
        end
    end,
    ["base64"] = function(expect)
        expect.same(mock.base64.encode("\255\254\253"), "//79")
        expect.same(mock.base64.encode("\255\254", { url = true }), "__4")
        for count = 0, 20 do
            local text = ("\0\255x"):rep(7):sub(1, count)
            expect.same(mock.base64.decode(mock.base64.encode(text)) == text, true)
            expect.same(mock.base64.decode(mock.base64.encode(text, { url = true })) == text, true)
        end
        expect.same(mock.base64.decode("not base64!"), nil)
        expect.same(mock.base64.decode("a"), nil)
        for _, text in ipairs { "YQ=", "YQ===", "YWI==", "YWJj=", "=", "==", "Y=Q=", "YQ==YQ==" } do
            expect.same(mock.base64.decode(text), nil)
        end
        expect.same({ mock.base64.decode("YQ"), mock.base64.decode("YQ=="), mock.base64.decode("YWI="), mock.base64.decode("") },
            { "a", "a", "ab", "" })
    end,
    ["tokens are signed and checked"] = function(expect)
        local claims = { sub = "7", exp = mock.now("1m"), nbf = mock.now() }
        local token = mock.jwt.sign(claims, { secret = "s" })
        expect.same(mock.jwt.verify(token, { secret = "s" }), claims)
        local function why(text, options) return (select(2, mock.jwt.verify(text, options))) end
        expect.same({ why(nil, { secret = "s" }), why("", { secret = "s" }), why(7, { secret = "s" }) }, { "missing", "missing", "malformed" })
        expect.same(why(token, { secret = "t" }), "bad_signature")
        expect.same(why(token, { secret = "s", algorithm = "HS512" }), "bad_signature")
        expect.same(why(token .. "x", { secret = "s" }), "bad_signature")
        expect.same(why("x.y.z", { secret = "s" }), "malformed")
        local none = mock.base64.encode('{"alg":"none"}', { url = true }) .. ".e30."
        expect.same(why(none, { secret = "s" }), "bad_signature")
        local later = mock.jwt.sign({ nbf = mock.now("1m") }, { secret = "s" })
        expect.same(why(later, { secret = "s" }), "not_yet")
        expect.same(mock.jwt.verify(later, { secret = "s", leeway = "60s" }) ~= nil, true)
        mock.sleep("1m")
        expect.same(why(token, { secret = "s" }), "expired")
        local body, header = mock.jwt.decode(mock.jwt.sign({ a = 1 }, { secret = "s", kid = "k1" }))
        expect.same({ body, header }, { { a = 1 }, { alg = "HS256", typ = "JWT", kid = "k1" } })
        expect.fails("mock.jwt.sign with HS256 needs the option 'secret'", mock.jwt.sign, {}, {})
        expect.fails("the key must be a private RSA key in PEM", mock.jwt.sign, {}, { algorithm = "RS256", key = "x" })
    end,
    ["tokens are signed with a key of their own"] = function(expect)
        local key = "-----BEGIN PRIVATE KEY-----\nMIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgOYKq30/Ff1vkLnBq\n"
            .. "7mbWFV1Dq2VPbcMCNvSuchg3Q0mhRANCAATNVbTVn35a3LmMa3kuYMJmSA0Md+UK\n"
            .. "t4lYdfPTYzc7wgm+lJdMm5ypNiL0MRGsnLd5klrD04A4irJVYhlFTgAC\n-----END PRIVATE KEY-----"
        local public = "-----BEGIN PUBLIC KEY-----\nMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEzVW01Z9+Wty5jGt5LmDCZkgNDHfl\n"
            .. "CreJWHXz02M3O8IJvpSXTJucqTYi9DERrJy3eZJaw9OAOIqyVWIZRU4AAg==\n-----END PUBLIC KEY-----"
        local token = mock.jwt.sign({ a = 1 }, { algorithm = "ES256", key = key })
        expect.same(mock.jwt.verify(token, { algorithm = "ES256", key = public }), { a = 1 })
        expect.same(select(2, mock.jwt.verify(token, { secret = public })), "bad_signature")
        local other = mock.jwt.sign({ a = 2 }, { algorithm = "ES256", key = key })
        local mixed = other:match("^(.*)%.") .. "." .. token:match("[^.]*$")
        expect.same(select(2, mock.jwt.verify(mixed, { algorithm = "ES256", key = public })), "bad_signature")
    end,
    ["known token of RFC 7515 A.1"] = function(expect)
        local key = mock.base64.decode("AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T-1qS0gZH75aKtMN3Yj0iPS4hcgUuTwjAzZr1Z9CAow")
        local token = "eyJ0eXAiOiJKV1QiLA0KICJhbGciOiJIUzI1NiJ9.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ.dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"
        expect.same(select(2, mock.jwt.verify(token, { secret = key })), "expired")
    end,
    ["files and variables"] = function(expect)
        expect.same(mock.read("data/greeting.txt"), "hello")
        expect.fails('mock.read: "x.txt" does not exist', mock.read, "x.txt")
        expect.same(mock.env("STRIPE_KEY"), "sk_test")
        expect.fails('mock.env: "HOME" is not listed', mock.env, "HOME")
    end,
}
