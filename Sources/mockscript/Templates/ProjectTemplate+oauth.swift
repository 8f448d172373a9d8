// Written by scripts/update-templates from examples/oauth; edit that.
// swift-format-ignore-file
extension ProjectTemplate {
    static let oauth = ProjectTemplate(
        name: "oauth",
        files: [
            .init(
                path: "data/users.json",
                text: ##"""
                    [ { "id": "u_ada", "email": "ada@example.test", "password": "analytical", "name": "Ada" } ]

                    """##),
            .init(
                path: "lib/tokens.lua",
                text: ##"""
                    local tokens = {}

                    local SECRET  = "test-signing-key"
                    local ACCESS  = 15 * 60                                  -- seconds
                    local refresh = mock.collection("refresh_tokens", { id = "rt_{n}" })

                    --- Issue an access token and a refresh token of the given family.
                    function tokens.issue(user_id, family)
                      local now = mock.now()
                      local rt  = refresh:insert { user = user_id, family = family or mock.uuid(), used = false,
                                                   expires = mock.now("30d") }
                      return {
                        token_type    = "Bearer",
                        expires_in    = ACCESS,
                        access_token  = mock.jwt.sign({ sub = user_id, iat = now, exp = now + ACCESS }, { secret = SECRET }),
                        refresh_token = rt.id,
                      }
                    end

                    --- Rotate a refresh token. A second use kills the whole family.
                    function tokens.rotate(id)
                      local rt = refresh:get(id)
                      if not rt or rt.revoked or rt.expires <= mock.now() then return nil, "invalid_grant" end
                      if rt.used then
                        for _, other in ipairs(refresh:all { family = rt.family }) do
                          refresh:update(other.id, { revoked = true })
                        end
                        return nil, "invalid_grant"
                      end
                      refresh:update(id, { used = true })
                      return tokens.issue(rt.user, rt.family)
                    end

                    function tokens.verify(token) return mock.jwt.verify(token, { secret = SECRET }) end

                    return tokens

                    """##),
            .init(
                path: "routes/me/middleware.lua",
                text: ##"""
                    local tokens = require "tokens"

                    ---@type mock.Middleware
                    return function(req, res, next)
                      local claims, why = tokens.verify(req.auth and req.auth.token)
                      if not claims then
                        return 401, { error = "invalid_token", reason = why },
                          { ["WWW-Authenticate"] = 'Bearer error="invalid_token"' }
                      end
                      req.ctx.claims = claims
                      return next()
                    end

                    """##),
            .init(
                path: "routes/me/route.lua",
                text: ##"""
                    local users = mock.collection("users")

                    ---@type mock.Route
                    return {
                      GET = function(req)
                        local user = users:need(req.ctx.claims.sub)
                        user.password = nil
                        return user
                      end,
                    }

                    """##),
            .init(
                path: "routes/oauth/token/route.lua",
                text: ##"""
                    local tokens = require "tokens"
                    local users  = mock.collection("users")

                    local grants = {
                      password = function(form)
                        local user = users:find { email = form.username, password = form.password }
                        if not user then return nil, "invalid_grant" end
                        return tokens.issue(user.id)
                      end,
                      refresh_token = function(form) return tokens.rotate(form.refresh_token) end,
                    }

                    ---@type mock.Route
                    return {
                      POST = function(req)
                        local grant = grants[req.form.grant_type]
                        if not grant then return 400, { error = "unsupported_grant_type" } end
                        local set, err = grant(req.form)
                        if not set then return 400, { error = err } end
                        return 200, set, { ["Cache-Control"] = "no-store" }
                      end,
                    }

                    """##),
            .init(
                path: "tests/tokens.test.lua",
                text: ##"""
                    describe("oauth", function()

                      local function login(api)
                        return api:request("POST", "/oauth/token", { form = {
                          grant_type = "password", username = "ada@example.test", password = "analytical" } }):expect(200, {
                            token_type = "Bearer", expires_in = 900, refresh_token = any.string }).json
                      end
                      local function refresh(api, token)
                        return api:request("POST", "/oauth/token", { form = { grant_type = "refresh_token", refresh_token = token } })
                      end

                      it("serves the profile while the token lives, then 401", function(api)
                        local t = login(api)
                        local ada = api:bearer(t.access_token)
                        ada:get("/me"):expect(200, { name = "Ada" })
                        api.clock:advance("14m"); ada:get("/me"):expect(200)
                        api.clock:advance("2m");  ada:get("/me"):expect(401, { reason = "expired" },
                          { ["WWW-Authenticate"] = any.matching "invalid_token" })
                      end)

                      it("rotates refresh tokens", function(api)
                        local t  = login(api)
                        api.clock:advance("16m")
                        local t2 = refresh(api, t.refresh_token):expect(200).json
                        api:bearer(t2.access_token):get("/me"):expect(200)
                      end)

                      it("kills the family when a refresh token is used twice", function(api)
                        local t  = login(api)
                        local t2 = refresh(api, t.refresh_token):expect(200).json
                        refresh(api, t.refresh_token):expect(400, { error = "invalid_grant" })
                        refresh(api, t2.refresh_token):expect(400, { error = "invalid_grant" })
                      end)

                      it("forgets refresh tokens after 30 days", function(api)
                        local t = login(api)
                        api.clock:advance("30d")
                        refresh(api, t.refresh_token):expect(400)
                      end)

                      it("never shows the password", function(api)
                        local me = api:bearer(login(api).access_token):get("/me").json
                        expect(me.password):is_nil()
                      end)
                    end)

                    """##),
        ])
}
