import Foundation
import TestSupport
import Testing

/// `mock.oidc` as its clients see it, by the tests of a project that the built binary runs.
@Suite(.ownThreads) struct ProviderTests {
    private static let route = """
        return mock.oidc {
          algorithm = "EdDSA", access_ttl = "10m", refresh_ttl = "1h", audience = "https://api.example.test",
          scopes = { "openid", "profile", "email", "orders" },
          clients = {
            web = { secret = "s&cret", redirect_uris = { "https://shop.example.test/cb?x=1", "https://shop.example.test/2" } },
            app = { redirect_uris = { "app://cb" } },
          },
          users = { ada = { name = "Ada", email = "ada@example.test" }, bob = { name = "Bob", email = "bob@example.test" } },
          login = function(req)
            local hint = (req.method == "POST" and req.form or req.query).login_hint
            if hint ~= "nobody" then return hint or "ada" end
          end,
          claims = function(claims, kind) if kind == "access" then claims.roles = { "admin" } end return claims end,
        }
        """

    private static let helpers = #"""
        local CB, VERIFIER = "https://shop.example.test/cb?x=1", ("aB3-"):rep(11)
        local CHALLENGE = mock.hash("sha256", VERIFIER, "base64url")
        local function basic(api, secret)
          return api:with { Authorization = "Basic " .. mock.base64.encode("web:" .. (secret or "s%26cret")) }
        end
        local function ask(api, more)
          local query = { response_type = "code", client_id = "web", redirect_uri = CB, scope = "openid email", state = "s t" }
          for name, value in pairs(more or {}) do query[name] = value or nil end
          return api:get("/id/authorize", { query = query })
        end
        local function back(answer) return mock.url.parse(answer:expect(302).headers.Location).query end
        local function token(api, form) return api:request("POST", "/id/token", { form = form }) end
        local function redeem(api, code, more)
          local form = { grant_type = "authorization_code", code = code, redirect_uri = CB }
          for name, value in pairs(more or {}) do form[name] = value or nil end
          return token(basic(api), form)
        end
        local function tokens(api, more) return redeem(api, back(ask(api, more)).code):expect(200).json end
        local function refused(answer, code, status) answer:expect(status or 400, { error = code }) end
        local function active(api, token)
          return basic(api):request("POST", "/id/introspect", { form = { token = token } }):expect(200).json.active
        end

        """#

    private static let cases: [(name: String, code: String)] = [
        (
            "a code gives tokens that say who, for whom and until when",
            #"""
            local query = back(ask(api, { nonce = "n", login_hint = "bob" }))
            expect({ query.x, query.state, query.iss }):equals { "1", "s t", "http://localhost/id" }
            local set = redeem(api, query.code):expect(200, { token_type = "Bearer", expires_in = 600, scope = "openid email" }).json
            local keys = mock.jwt.keys { name = "oidc", algorithm = "EdDSA" }
            local id, access = keys.verify(set.id_token), keys.verify(set.access_token)
            expect({ id.sub, id.aud, id.nonce, id.email, id.exp - id.iat }):equals { "bob", "web", "n", "bob@example.test", 600 }
            expect(id.name):is_nil()
            expect({ access.sub, access.aud, access.client_id, access.roles[1] }):equals { "bob", "https://api.example.test", "web", "admin" }
            local half = mock.hash("sha512", set.access_token, "raw"):sub(1, 32)
            expect(id.at_hash):equals(mock.base64.encode(half, { url = true }))
            api:bearer(set.access_token):get("/id/userinfo"):expect(200, { sub = "bob", email = "bob@example.test" })
            """#
        ),
        (
            "a code is good once, for its client and address, for a minute",
            #"""
            local code = back(ask(api)).code
            refused(redeem(api, code, { redirect_uri = "https://shop.example.test/2" }), "invalid_grant")
            refused(token(api, { grant_type = "authorization_code", client_id = "app", code = code, redirect_uri = CB }), "invalid_grant")
            local set = redeem(api, code):expect(200).json
            expect(active(api, set.access_token)):equals(true)
            refused(redeem(api, code), "invalid_grant")
            expect(active(api, set.access_token)):equals(false)
            expect(active(api, set.refresh_token)):equals(false)
            local late = back(ask(api)).code
            api.clock:advance("60s")
            refused(redeem(api, late), "invalid_grant")
            """#
        ),
        (
            "PKCE is checked, and needed by a client without a secret",
            #"""
            local function verified(challenge, method, verifier)
              return redeem(api, back(ask(api, { code_challenge = challenge, code_challenge_method = method })).code,
                { code_verifier = verifier })
            end
            verified(CHALLENGE, "S256", VERIFIER):expect(200)
            verified(VERIFIER, "plain", VERIFIER):expect(200)
            verified(VERIFIER, false, VERIFIER):expect(200)
            refused(verified(CHALLENGE, "S256", VERIFIER:reverse()), "invalid_grant")
            refused(verified(CHALLENGE, "S256", "short"), "invalid_grant")
            refused(verified(CHALLENGE, "S256", false), "invalid_grant")
            refused(verified(false, false, VERIFIER), "invalid_grant")
            expect(back(ask(api, { code_challenge = CHALLENGE, code_challenge_method = "S512" })).error):equals("invalid_request")
            expect(back(ask(api, { code_challenge = "short" })).error):equals("invalid_request")
            expect(back(ask(api, { client_id = "app", redirect_uri = false })).error):equals("invalid_request")
            """#
        ),
        (
            "a request that cannot be met goes back to the client, one that cannot be trusted does not",
            #"""
            expect(back(ask(api, { response_type = "token" })).error):equals("unsupported_response_type")
            expect(back(ask(api, { scope = "openid nonsense" })).error):equals("invalid_scope")
            expect(back(ask(api, { login_hint = "nobody" })).error):equals("access_denied")
            for _, more in ipairs { { client_id = "x" }, { client_id = false }, { redirect_uri = "https://evil.test/" }, { redirect_uri = false } } do
              local answer = ask(api, more):expect(400, { error = "invalid_request" })
              expect(answer.headers.Location):is_nil()
            end
            """#
        ),
        (
            "clients show their secret in the header or in the form",
            #"""
            local form = { grant_type = "client_credentials", scope = "orders" }
            local set = token(basic(api), form):expect(200, { scope = "orders" }).json
            expect(set.refresh_token):is_nil()
            expect(set.id_token):is_nil()
            api:bearer(set.access_token):get("/id/userinfo"):expect(403, { error = "insufficient_scope" })
            form.client_id, form.client_secret = "web", "s&cret"
            token(api, form):expect(200)
            form.client_secret = "wrong"
            token(api, form):expect(401, { error = "invalid_client" }, { ["WWW-Authenticate"] = any.string })
            refused(token(basic(api, "x"), { grant_type = "client_credentials" }), "invalid_client", 401)
            expect(token(api, { grant_type = "client_credentials" }):expect(401).json.error_description):contains("no client_id")
            refused(token(api, { grant_type = "client_credentials", client_id = "app" }), "unauthorized_client")
            refused(token(basic(api), { grant_type = "client_credentials", scope = "nonsense" }), "invalid_scope")
            refused(token(basic(api), { grant_type = "password" }), "unsupported_grant_type")
            refused(token(basic(api), {}), "invalid_request")
            """#
        ),
        (
            "a refresh token is good once, may narrow its scope, and ends",
            #"""
            local function renew(set, scope)
              return token(basic(api), { grant_type = "refresh_token", refresh_token = set.refresh_token, scope = scope })
            end
            local first = tokens(api)
            refused(renew(first, "openid orders"), "invalid_scope")
            local second = renew(first, "openid"):expect(200, { scope = "openid" }).json
            expect(mock.jwt.decode(second.id_token).email):is_nil()
            refused(renew(first), "invalid_grant")
            refused(renew(second), "invalid_grant")
            expect(active(api, second.access_token)):equals(false)
            local late = tokens(api)
            api.clock:advance("1h")
            refused(renew(late), "invalid_grant")
            refused(renew { refresh_token = "x" }, "invalid_grant")
            """#
        ),
        (
            "tokens are told and revoked, by their own client alone",
            #"""
            local set = tokens(api)
            local function revoke(client, token, id)
              client:request("POST", "/id/revoke", { form = { token = token, client_id = id } }):expect(200)
            end
            local told = basic(api):request("POST", "/id/introspect", { form = { token = set.access_token } }).json
            expect({ told.active, told.sub, told.client_id, told.scope }):equals { true, "ada", "web", "openid email" }
            revoke(api, set.access_token, "app")
            revoke(api, set.refresh_token, "app")
            expect({ active(api, set.access_token), active(api, set.refresh_token) }):equals { true, true }
            revoke(basic(api), set.access_token)
            expect({ active(api, set.access_token), active(api, set.refresh_token) }):equals { false, true }
            api:bearer(set.access_token):get("/id/userinfo"):expect(401, { error = "invalid_token" })
            revoke(basic(api), set.refresh_token)
            expect(active(api, set.refresh_token)):equals(false)
            revoke(basic(api), "unknown")
            expect({ active(api, "unknown"), active(api, set.id_token) }):equals { false, false }
            refused(api:request("POST", "/id/introspect", { form = { token = set.access_token } }), "invalid_client", 401)
            local other = tokens(api)
            api.clock:advance("10m")
            expect(active(api, other.access_token)):equals(false)
            """#
        ),
        (
            "a client authenticates in one way, and a request without a token is only asked for one",
            #"""
            local function credentials(more)
              local form = { grant_type = "client_credentials" }
              for name, value in pairs(more) do form[name] = value end
              return token(basic(api), form)
            end
            refused(credentials { client_secret = "s&cret" }, "invalid_request")
            refused(credentials { client_id = "app" }, "invalid_request")
            credentials({ client_id = "web" }):expect(200)
            local bare = api:get("/id/userinfo"):expect(401)
            expect({ bare.headers["WWW-Authenticate"], bare.body }):equals { 'Bearer realm="oidc"', "" }
            expect(api:bearer("x"):get("/id/userinfo"):expect(401).headers["WWW-Authenticate"]):equals('Bearer error="invalid_token"')
            local access = tokens(api).access_token
            api:request("POST", "/id/userinfo", { form = { access_token = access } }):expect(200, { sub = "ada" })
            refused(api:bearer(access):request("POST", "/id/userinfo", { form = { access_token = access } }), "invalid_request")
            """#
        ),
        (
            "an answer goes back in the response mode that is asked for",
            #"""
            local function location(mode) return ask(api, { response_mode = mode }):expect(302).headers.Location end
            expect(mock.url.parse(location("query")).query.state):equals("s t")
            local fragment = location("fragment")
            expect(fragment:sub(1, #CB + 1)):equals(CB .. "#")
            redeem(api, mock.url.parse("?" .. fragment:match("#(.*)")).query.code):expect(200)
            local page = ask(api, { response_mode = "form_post", state = [[<"&'>]] }):expect(200)
            expect(page.headers["Content-Type"]):equals("text/html; charset=utf-8")
            expect(page.body):contains('<form method="post" action="https://shop.example.test/cb?x=1">')
            expect(page.body):contains('name="state" value="&lt;&quot;&amp;&#39;&gt;"')
            redeem(api, page.body:match('name="code" value="(%x+)"')):expect(200)
            expect(back(ask(api, { response_mode = "web_message" })).error):equals("invalid_request")
            local modes = api:get("/id/.well-known/openid-configuration").json.response_modes_supported
            expect(modes):equals { "query", "fragment", "form_post" }
            """#
        ),
        (
            "a device waits for its user, who approves or denies in time",
            #"""
            local function start() return api:request("POST", "/id/device_authorization", { form = { client_id = "app", scope = "openid" } }):expect(200).json end
            local function poll(device, client)
              return token(api, { grant_type = "urn:ietf:params:oauth:grant-type:device_code", client_id = client or "app", device_code = device.device_code })
            end
            local function answer(device, form) return api:request("POST", "/id/device", { form = form }) end
            local device = start()
            refused(poll(device), "authorization_pending")
            refused(poll(device), "slow_down")
            api.clock:advance("9s")
            refused(poll(device), "slow_down")
            api.clock:advance("15s")
            refused(poll(device), "authorization_pending")
            expect(api:get("/id/device?user_code=" .. device.user_code).body):contains(device.user_code)
            answer(device, { user_code = device.user_code:lower(), login_hint = "bob" }):expect(200)
            answer(device, { user_code = device.user_code }):expect(400)
            local set = poll(device):expect(200).json
            expect(mock.jwt.decode(set.id_token).sub):equals("bob")
            refused(poll(device), "invalid_grant")
            local denied = start()
            answer(denied, { user_code = denied.user_code, answer = "deny" }):expect(200)
            refused(poll(denied), "access_denied")
            local late = start()
            api.clock:advance("10m")
            answer(late, { user_code = late.user_code }):expect(400)
            refused(poll(late), "expired_token")
            """#
        ),
        (
            "what is announced is there, and one key follows another",
            #"""
            local document = api:get("/id/.well-known/openid-configuration"):expect(200, { issuer = "http://localhost/id" }).json
            expect(api:get("/id/.well-known/oauth-authorization-server").json):equals(document)
            for name, address in pairs(document) do
              if name:find("_endpoint$") or name == "jwks_uri" then
                local path = mock.url.parse(address).path
                local get, post = api:get(path).status, api:request("POST", path, { form = {} }).status
                if get == 404 or post == 404 then error(name .. " is not there") end
              end
            end
            local set, keys = tokens(api), mock.jwt.keys { name = "oidc", algorithm = "EdDSA" }
            keys.rotate()
            expect(#api:get("/id/jwks").json.keys):equals(2)
            expect(active(api, set.access_token)):equals(true)
            """#
        ),
    ]

    @Test func `every endpoint of a provider follows its standard`() throws {
        let tests = Self.cases.map { "it(\"\($0.name)\", function(api)\n\($0.code)\nend)\n" }.joined(separator: "\n")
        let folder = try TemporaryFiles.folder([
            "routes/id/route.lua": Self.route, "tests/provider.test.lua": Self.helpers + tests,
        ])
        defer { try? FileManager.default.removeItem(at: folder) }
        let outcome = try BuiltBinary.run(["test"], in: folder)
        #expect(outcome.code == 0, "\(outcome.output)\(outcome.errors)")
        #expect(outcome.output.contains(" \(Self.cases.count) passed in "))
    }
}
