return {
    ["keys sign with an id and verify by it"] = function(expect)
        for _, algorithm in ipairs { "RS256", "ES256", "EdDSA" } do
            local keys = mock.jwt.keys { algorithm = algorithm }
            local token = keys.sign { sub = "7", exp = mock.now("1m") }
            local _, header = mock.jwt.decode(token)
            expect.same({ header.alg, header.kid }, { algorithm, keys.kid() })
            expect.same(keys.verify(token).sub, "7")
            expect.same(mock.jwt.verify(token, { algorithm = algorithm, key = keys.public() }).sub, "7")
            expect.same(select(2, keys.verify(token:sub(1, -6) .. "AAAAA")), "bad_signature")
            expect.same(select(2, keys.verify("x.y.z")), "malformed")
            expect.same(select(2, keys.verify(nil)), "missing")
            expect.same(select(2, keys.verify("")), "missing")
            expect.same(select(2, keys.verify(7)), "malformed")
        end
    end,
    ["the id of a key is its thumbprint"] = function(expect)
        local key = mock.jwt.keys({ algorithm = "ES256" }).jwks().keys[1]
        expect.same({ key.kty, key.crv, key.alg, key.use, #key.x, #key.y }, { "EC", "P-256", "ES256", "sig", 43, 43 })
        local text = ('{"crv":"P-256","kty":"EC","x":"%s","y":"%s"}'):format(key.x, key.y)
        expect.same(key.kid, mock.hash("sha256", text, "base64url"))
    end,
    ["keys rotate and old ones remain for a while"] = function(expect)
        local keys, seen = mock.jwt.keys { algorithm = "RS256", keep = 1 }, {}
        local old = keys.sign { sub = "7" }
        for turn = 1, 4 do
            seen[keys.kid()] = true
            expect.same(#keys.jwks().keys, math.min(turn, 2))
            local before = keys.kid()
            expect.same(keys.rotate() ~= before, true)
            expect.same(keys.jwks().keys[2].kid, before)
        end
        local count = 0
        for _ in pairs(seen) do count = count + 1 end
        expect.same(count, 4)
        local fresh = mock.jwt.keys { algorithm = "ES256", name = "short", keep = 0 }
        local token = fresh.sign { sub = "7" }
        fresh.rotate()
        expect.same(select(2, fresh.verify(token)), "unknown_key")
        expect.same(select(2, fresh.verify(old)), "unknown_key")
    end,
    ["a name has keys of its own and any two sets of a name are one"] = function(expect)
        local first, again = mock.jwt.keys { algorithm = "EdDSA", name = "a" }, mock.jwt.keys { algorithm = "EdDSA", name = "a" }
        local other = mock.jwt.keys { algorithm = "EdDSA", name = "b" }
        expect.same(first.kid() == other.kid(), false)
        first.rotate()
        expect.same(again.verify(first.sign { sub = "7" }).sub, "7")
    end,
    ["tokens of keys expire"] = function(expect)
        local keys = mock.jwt.keys { algorithm = "EdDSA" }
        local token = keys.sign { exp = mock.now("30s") }
        mock.sleep("31s")
        expect.same(select(2, keys.verify(token)), "expired")
        expect.same(keys.verify(token, { leeway = "5s" }) ~= nil, true)
    end,
    ["keys refuse what they cannot do"] = function(expect)
        expect.fails("mock.jwt.keys has no algorithm 'HS256'; did you mean 'ES256'?", mock.jwt.keys, { algorithm = "HS256" })
        expect.fails("keep of mock.jwt.keys must be from 0 to 3", mock.jwt.keys, { keep = 4 })
        expect.fails("mock.jwt.keys has no option 'kepp'; did you mean 'keep'?", mock.jwt.keys, { kepp = 1 })
        expect.fails("the claims of keys.sign must be a table, not nothing", mock.jwt.keys().sign)
        expect.fails("keys has no 'rotat'; did you mean 'rotate'?", function() return mock.jwt.keys().rotat end)
        expect.fails("the key must be a private Ed25519 key in PEM", mock.jwt.sign, {}, { algorithm = "EdDSA", key = "x" })
    end,
}
