// Written by scripts/update-templates from examples/; edit those.
// swift-format-ignore-file
extension ProjectTemplate {
    static let hello = ProjectTemplate(
        name: "hello",
        files: [
            .init(
                path: "routes/users/{id}/GET.gone.410.json",
                text: ##"""
                    { "error": "gone" }

                    """##),
            .init(
                path: "routes/users/{id}/GET.json",
                text: ##"""
                    { "id": "{{ req.params.id }}", "name": "Ada", "n": "{{ 1 + 1 }}", "note": "hi {{ req.query.who }}!", "boss": null, "tags": [] }

                    """##),
            .init(
                path: "routes/users/{id}/route.lua",
                text: ##"""
                    ---@type mock.Route
                    return {
                      GET = function(req, res)                    -- res starts as the saved example
                        if req.params.id == "9" then return res:use("gone") end
                        res.json.name = req.query.name or res.json.name
                      end,
                      DELETE = function() return 204 end,
                      PUT = function(req) return req.json end,
                      PATCH = function(req) mock.halt(422, { error = "nope" }) end,
                    }

                    """##),
            .init(
                path: "tests/hello.test.lua",
                text: ##"""
                    describe("hello", function()
                      it("decorates", function(api)
                        api:get("/users/7?name=Bob&who=you"):expect(200, { id = "7", name = "Bob", n = 2, note = "hi you!", tags = any.length(0) })
                        expect(api:get("/users/7?who=x").body):equals('{"id":"7","name":"Ada","n":2,"note":"hi x!","boss":null,"tags":[]}')
                        api:get("/users/9"):expect(410)
                        api:delete("/users/7"):expect(204)
                        expect(api:put("/users/7", { a = mock.null, b = mock.array {} }).body):equals('{"a":null,"b":[]}')
                        api:patch("/users/7", {}):expect(422, { error = "nope" })
                        api:get("/users/7", { headers = { ["X-Mock-Example"] = "gone" } }):expect(410, { error = "gone" })
                      end)
                    end)

                    """##),
        ])
    static let movies = ProjectTemplate(
        name: "movies",
        files: [
            .init(
                path: "data/movies.json",
                text: ##"""
                    [
                      { "id": 1, "title": "Alien",        "year": 1979, "genre": "horror", "rating": 8.5 },
                      { "id": 2, "title": "Aliens",       "year": 1986, "genre": "action", "rating": 8.4 },
                      { "id": 3, "title": "Arrival",      "year": 2016, "genre": "drama",  "rating": 7.9 },
                      { "id": 4, "title": "Brazil",       "year": 1985, "genre": "comedy", "rating": 7.8 },
                      { "id": 5, "title": "Contact",      "year": 1997, "genre": "drama",  "rating": 7.5 },
                      { "id": 6, "title": "Dark City",    "year": 1998, "genre": "drama",  "rating": 7.6 },
                      { "id": 7, "title": "Gattaca",      "year": 1997, "genre": "drama",  "rating": 7.7 }
                    ]

                    """##),
            .init(
                path: "routes/feed/route.lua",
                text: ##"""
                    local movies = mock.collection("movies")

                    ---@type mock.Route
                    return {
                      GET = function(req)
                        return movies:list { sort = "-year", limit = tonumber(req.query.limit) or 3, cursor = req.query.cursor }
                      end,
                    }

                    """##),
            .init(
                path: "routes/movies/route.lua",
                text: ##"""
                    local movies = mock.collection("movies")
                    local SORTS  = { year = true, rating = true, title = true }

                    local function page_link(req, page, rel)
                      return ('<%s?page=%d>; rel="%s"'):format(req.path, page, rel)
                    end

                    ---@type mock.Route
                    return {
                      GET = function(req)
                        local q = req.query
                        local sort = q.sort or "title"
                        if not SORTS[sort:gsub("^-", "")] then
                          return 400, { error = "bad_sort", allowed = mock.array { "title", "year", "rating" } }
                        end

                        local page = movies:list {
                          where    = { genre = q.genre, rating__gte = q.min_rating, title__like = q.q },
                          sort     = sort,
                          page     = tonumber(q.page) or 1,
                          per_page = math.min(tonumber(q.per_page) or 3, 50),
                        }

                        local links = {}
                        if page.prev then table.insert(links, page_link(req, page.prev, "prev")) end
                        if page.next then table.insert(links, page_link(req, page.next, "next")) end
                        return 200, page.items, {
                          ["X-Total-Count"] = tostring(page.total),
                          Link = #links > 0 and table.concat(links, ", ") or nil,
                        }
                      end,

                      ["GET /{id}"] = function(req) return movies:need(req.params.id) end,
                    }

                    """##),
            .init(
                path: "tests/list.test.lua",
                text: ##"""
                    describe("movies", function()
                      it("pages with links", function(api)
                        api:get("/movies"):expect(200, any.length(3), { ["X-Total-Count"] = "7", Link = any.matching "page=2" })
                        api:get("/movies?page=3"):expect(200, mock.array { { title = "Gattaca" } }, { Link = any.matching 'page=2>; rel="prev"' })
                      end)
                      it("filters and sorts", function(api)
                        local r = api:get("/movies?genre=drama&min_rating=7.6&sort=-rating"):expect(200, any.length(3)).json
                        expect(r[1].title):equals("Arrival")
                        api:get("/movies?q=alien&sort=year"):expect(200, mock.array { { id = 1 }, { id = 2 } })
                      end)
                      it("gives an empty array, not an object", function(api)
                        local r = api:get("/movies?genre=western"):expect(200, any.length(0))
                        expect(r.body):equals("[]")
                      end)
                      it("refuses an unknown sort", function(api)
                        api:get("/movies?sort=colour"):expect(400, { error = "bad_sort" })
                      end)
                      it("walks a cursor to the end", function(api)
                        local seen, cursor = 0, nil
                        repeat
                          local page = api:get("/feed" .. (cursor and "?cursor=" .. cursor or "")):expect(200).json
                          seen, cursor = seen + #page.items, page.next_cursor
                        until not cursor
                        expect(seen):equals(7)
                      end)
                    end)

                    """##),
        ])
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
    static let orders = ProjectTemplate(
        name: "orders",
        files: [
            .init(
                path: "lib/fulfilment.lua",
                text: ##"""
                    local fulfilment = {}

                    fulfilment.orders = mock.collection("orders", { id = "ord_{n}" })

                    local SECRET = "whsec_test"

                    --- Tell the shop about a change, signed the way the real service signs.
                    local function notify(id, from, to)
                      local order = fulfilment.orders:update(id, { status = to })
                      if not order.callback_url then return end
                      mock.webhook {
                        url   = order.callback_url,
                        json  = { type = "order." .. to, order = id, from = from, at = mock.iso() },
                        sign  = { secret = SECRET, header = "X-Signature", prefix = "sha256=" },
                        retry = { times = 3, backoff = "1s" },
                      }
                    end

                    fulfilment.flow = mock.machine {
                      name    = "order",
                      initial = "accepted",
                      states  = {
                        accepted = { pack = "packed", cancel = "cancelled" },
                        packed   = { ship = "shipped", cancel = "cancelled" },
                        shipped  = { deliver = "delivered" },
                      },
                      on_change = notify,
                    }

                    --- Let the order move on its own, on the session's clock.
                    function fulfilment.start(id)
                      mock.after("2s", function() fulfilment.flow.fire(id, "pack") end)
                      mock.after("5s", function() fulfilment.flow.fire(id, "ship") end)
                      mock.after("9s", function() fulfilment.flow.fire(id, "deliver") end)
                    end

                    return fulfilment

                    """##),
            .init(
                path: "mockscript.yaml",
                text: ##"""
                    name: Fulfilment
                    port: 4200
                    network: ["http://127.0.0.1:*"]

                    """##),
            .init(
                path: "routes/orders/route.lua",
                text: ##"""
                    local f = require "fulfilment"

                    local FINAL = { delivered = true, cancelled = true }

                    ---@type mock.Route
                    return {
                      POST = function(req)
                        local order = f.orders:insert {
                          sku = req.json.sku, callback_url = req.json.callback_url, status = "accepted",
                        }
                        f.start(order.id)
                        return 202, order, { Location = req.path .. "/" .. order.id }
                      end,

                      ["GET /{id}"] = function(req) return f.orders:need(req.params.id) end,

                      ["POST /{id}/cancel"] = function(req)
                        f.orders:need(req.params.id)
                        local ok, why = f.flow.fire(req.params.id, "cancel")
                        if not ok then return 409, { error = "too_late", message = why } end
                        return f.orders:need(req.params.id)
                      end,

                      ["GET /{id}/events"] = function(req)
                        f.orders:need(req.params.id)
                        return mock.sse(function(stream)
                          local last
                          repeat
                            local status = f.flow.at(req.params.id)
                            if status ~= last then
                              stream:send { event = "status", id = status, data = { order = req.params.id, status = status } }
                              last = status
                            end
                            if not FINAL[status] then mock.sleep("500ms") end
                          until FINAL[status]
                        end)
                      end,
                    }

                    """##),
            .init(
                path: "tests/orders.test.lua",
                text: ##"""
                    describe("orders", function()

                      local function place(api)
                        return api:post("/orders", { sku = "tee", callback_url = "http://127.0.0.1:9/hook" })
                          :expect(202, { id = any.matching "^ord_", status = "accepted" }).json
                      end

                      it("stream their progress", function(api)
                        local order = place(api)
                        local r = api:get("/orders/" .. order.id .. "/events")
                        local seen = {}
                        for i, e in ipairs(r.events) do seen[i] = e.data.status end
                        expect(seen):equals { "accepted", "packed", "shipped", "delivered" }
                        expect(r.elapsed_ms):at_least(9000)
                      end)

                      it("send a signed webhook for each step", function(api)
                        local order = place(api)
                        api.clock:advance("10s")
                        local hooks = api:webhooks()
                        expect(#hooks):equals(3)
                        expect(hooks[1].json):equals { type = "order.packed", from = "accepted", order = order.id }
                        expect(hooks[1].headers["x-signature"]):equals("sha256=" .. mock.hmac("sha256", "whsec_test", hooks[1].body))
                        api:get("/orders/" .. order.id):expect(200, { status = "delivered" })
                      end)

                      it("can be cancelled only before they ship", function(api)
                        local a, b = place(api), place(api)
                        api.clock:advance("3s")
                        api:post("/orders/" .. a.id .. "/cancel"):expect(200, { status = "cancelled" })
                        api.clock:advance("3s")
                        api:post("/orders/" .. b.id .. "/cancel"):expect(409, { message = "cannot cancel while shipped" })
                        expect(#api:webhooks()):equals(4)       -- a: packed, cancelled; b: packed, shipped
                      end)
                    end)

                    """##),
        ])
    static let rates = ProjectTemplate(
        name: "rates",
        files: [
            .init(
                path: "mockscript.yaml",
                text: ##"""
                    name: Market data
                    port: 4100
                    seed: 7
                    network: [https://fx.example.test]
                    behaviors:
                      /quotes/**:
                        delay: 40ms
                        limit: { requests: 5, per: 1m, key: header.x-api-key }

                    """##),
            .init(
                path: "routes/fx/{pair}/GET.upstream-down.502.json",
                text: ##"""
                    { "error": "upstream_unavailable", "pair": "{{ req.params.pair }}" }

                    """##),
            .init(
                path: "routes/fx/{pair}/route.lua",
                text: ##"""
                    local UPSTREAM = "https://fx.example.test/rates/"

                    ---@type mock.Route
                    return {
                      -- A gateway: try the upstream three times with back-off, then fall back to the last good value.
                      GET = function(req, res)
                        local pair, wait = req.params.pair, 100
                        for attempt = 1, 3 do
                          local up = mock.fetch(UPSTREAM .. pair, { timeout = "2s" })
                          if up.ok then
                            mock.state.set("fx:" .. pair, up.json)
                            return 200, up.json, { ["X-Attempts"] = tostring(attempt) }
                          end
                          if attempt < 3 then mock.sleep(wait .. "ms"); wait = wait * 2 end
                        end
                        local stale = mock.state.get("fx:" .. pair)
                        if stale then return 200, stale, { Warning = '110 - "Response is Stale"' } end
                        return res:use("upstream-down")
                      end,
                    }

                    """##),
            .init(
                path: "routes/legacy/status/GET.broken.http",
                text: ##"""
                    # @turn  1..2
                    HTTP/1.1 503 Service Unavailable
                    Retry-After: 1
                    Content-Type: application/json

                    { "status": "down" }

                    """##),
            .init(
                path: "routes/legacy/status/GET.json",
                text: ##"""
                    { "status": "up", "since": "{{ iso('-1h') }}" }

                    """##),
            .init(
                path: "routes/quotes/{symbol}/route.lua",
                text: ##"""
                    ---@type mock.Route
                    return {
                      -- Each symbol fails twice, then answers: the shape a retrying client must survive.
                      GET = function(req)
                        local symbol = req.params.symbol
                        local status = mock.sequence("quote:" .. symbol, { 503, 503, 200 })
                        if status ~= 200 then
                          return status, { error = "warming_up" }, { ["Retry-After"] = "1" }
                        end
                        return { symbol = symbol, price = mock.random.int(9000, 11000) / 100, at = mock.iso() }
                      end,
                    }

                    """##),
            .init(
                path: "scenarios/brownout.lua",
                text: ##"""
                    ---@type mock.Scenario
                    return {
                      summary   = "Half of all quotes fail, the rest are slow",
                      behaviors = {
                        ["/quotes/**"] = { delay = "400ms", fail = { rate = 0.5, status = 503 } },
                      },
                    }

                    """##),
            .init(
                path: "tests/flaky.test.lua",
                text: ##"""
                    describe("quotes", function()
                      it("fail twice and then answer", function(api)
                        local key = api:with { ["X-Api-Key"] = "a" }
                        key:get("/quotes/ACME"):expect(503, { error = "warming_up" }, { ["Retry-After"] = "1" })
                        key:get("/quotes/ACME"):expect(503)
                        local r = key:get("/quotes/ACME"):expect(200, { symbol = "ACME", price = any.number, at = any.iso_date })
                        expect(r.elapsed_ms):at_least(40)
                      end)

                      it("limit each key to five calls a minute", function(api)
                        local a, b = api:with { ["X-Api-Key"] = "a" }, api:with { ["X-Api-Key"] = "b" }
                        for i = 1, 5 do a:get("/quotes/S" .. i):expect(503) end
                        a:get("/quotes/S6"):expect(429, nil, { ["Retry-After"] = any.string })
                        b:get("/quotes/S6"):expect(503)
                        api.clock:advance("1m")
                        a:get("/quotes/S6"):expect(503)
                      end)

                      it("brown out in the scenario", function(api)
                        api:scenario("brownout")
                        local failed = 0
                        for i = 1, 100 do if api:get("/quotes/B" .. i).json.error == "behavior" then failed = failed + 1 end end
                        expect(failed):at_least(30)
                      end)
                    end)

                    describe("no-code turns", function()
                      it("serve the broken example twice", function(api)
                        api:get("/legacy/status"):expect(503)
                        api:get("/legacy/status"):expect(503)
                        api:get("/legacy/status"):expect(200, { status = "up", since = any.iso_date })
                      end)
                    end)

                    describe("fx gateway", function()
                      it("retries with back-off", function(api)
                        local up = api:upstream("GET https://fx.example.test/rates/EURUSD", function(_, n)
                          if n < 3 then return 503 end
                          return 200, { rate = 1.09 }
                        end)
                        local r = api:get("/fx/EURUSD"):expect(200, { rate = 1.09 }, { ["X-Attempts"] = "3" })
                        expect(up.n):equals(3)
                        expect(r.elapsed_ms):equals(300)
                      end)

                      it("serves the stale value, then gives up", function(api)
                        local down = false
                        api:upstream("GET https://fx.example.test/rates/EURUSD", function()
                          if down then return mock.fault("reset") end
                          return 200, { rate = 1.09 }
                        end)
                        api:get("/fx/EURUSD"):expect(200)
                        down = true
                        api:get("/fx/EURUSD"):expect(200, { rate = 1.09 }, { Warning = any.string })
                        api:upstream("GET https://fx.example.test/rates/EURGBP", function() return 500 end)
                        api:get("/fx/EURGBP"):expect(502, { pair = "EURGBP" })
                      end)
                    end)

                    """##),
        ])
    static let shop = ProjectTemplate(
        name: "shop",
        files: [
            .init(
                path: "data/products.json",
                text: ##"""
                    [
                      { "id": "tee",  "name": "T-shirt", "price": 1900, "stock": 5 },
                      { "id": "mug",  "name": "Mug",     "price":  900, "stock": 1 },
                      { "id": "hat",  "name": "Hat",     "price": 2500, "stock": 0 }
                    ]

                    """##),
            .init(
                path: "lib/shop.lua",
                text: ##"""
                    local shop = {}

                    shop.products = mock.collection("products")
                    shop.carts    = mock.collection("carts",  { id = "cart_{n}" })
                    shop.orders   = mock.collection("orders", { id = "ord_{n}" })

                    --- A cart as the client sees it: line totals and a grand total.
                    function shop.view(cart)
                      local total = 0
                      for _, line in ipairs(cart.lines) do
                        line.total = line.price * line.qty
                        total = total + line.total
                      end
                      cart.total = total
                      return cart
                    end

                    return shop

                    """##),
            .init(
                path: "routes/carts/route.lua",
                text: ##"""
                    local shop = require "shop"

                    ---@type mock.Route
                    return {
                      POST = function(req)
                        local cart = shop.carts:insert { lines = mock.array {}, currency = "EUR" }
                        return 201, shop.view(cart), { Location = req.path .. "/" .. cart.id }
                      end,

                      ["GET /{id}"] = function(req)
                        return shop.view(shop.carts:need(req.params.id))
                      end,

                      ["POST /{id}/lines"] = function(req)
                        shop.carts:need(req.params.id)
                        local product = shop.products:need(req.json.product)
                        local qty = req.json.qty or 1
                        if qty > product.stock then
                          return 409, { error = "out_of_stock", available = product.stock }
                        end
                        local cart = shop.carts:update(req.params.id, function(c)
                          for _, line in ipairs(c.lines) do
                            if line.product == product.id then line.qty = line.qty + qty return end
                          end
                          table.insert(c.lines, { product = product.id, price = product.price, qty = qty })
                        end)
                        return 201, shop.view(cart)
                      end,

                      ["POST /{id}/checkout"] = function(req, res)
                        local cart = shop.view(shop.carts:need(req.params.id))
                        if #cart.lines == 0 then return res:use("empty") end

                        local key = req.headers["idempotency-key"]
                        local known = key and mock.state.get("checkout:" .. key)
                        if known then return 200, shop.orders:need(known) end

                        for _, line in ipairs(cart.lines) do
                          shop.products:update(line.product, function(p) p.stock = p.stock - line.qty end)
                        end
                        local order = shop.orders:insert { cart = cart.id, total = cart.total, status = "paid", placed_at = mock.iso() }
                        if key then mock.state.set("checkout:" .. key, order.id, { ttl = "24h" }) end
                        return 201, order, { Location = "/orders/" .. order.id }
                      end,
                    }

                    """##),
            .init(
                path: "routes/carts/{id}/checkout/POST.declined.http",
                text: ##"""
                    # @summary  The issuer refuses the card
                    # @delay    300ms..900ms
                    HTTP/1.1 402 Payment Required
                    Content-Type: application/json

                    { "error": "card_declined", "cart": "{{ req.params.id }}", "retry_in": "{{ 15 * 60 }}" }

                    """##),
            .init(
                path: "routes/carts/{id}/checkout/POST.empty.409.json",
                text: ##"""
                    { "error": "cart_empty", "cart": "{{ req.params.id }}" }

                    """##),
            .init(
                path: "routes/orders/route.lua",
                text: ##"""
                    return mock.resource("orders", { only = { "GET", "GET /{id}" } })

                    """##),
            .init(
                path: "routes/products/route.lua",
                text: ##"""
                    return mock.resource("products", { only = { "GET", "GET /{id}" } })

                    """##),
            .init(
                path: "scenarios/card-declined.lua",
                text: ##"""
                    ---@type mock.Scenario
                    return {
                      summary  = "Every payment is refused by the issuer",
                      examples = { ["POST /carts/{id}/checkout"] = "declined" },
                    }

                    """##),
            .init(
                path: "tests/checkout.test.lua",
                text: ##"""
                    describe("checkout", function()

                      local function full_cart(api)
                        local cart = api:post("/carts"):expect(201, { id = any.matching "^cart_%d+$", lines = any.length(0) }).json
                        api:post("/carts/" .. cart.id .. "/lines", { product = "tee", qty = 2 }):expect(201, { total = 3800 })
                        return cart
                      end

                      it("charges once for a repeated idempotency key", function(api)
                        local cart = full_cart(api)
                        local pay = api:with { ["Idempotency-Key"] = "k1" }
                        local order = pay:post("/carts/" .. cart.id .. "/checkout"):expect(201, { status = "paid", total = 3800 }).json
                        pay:post("/carts/" .. cart.id .. "/checkout"):expect(200, { id = order.id })
                        api:get("/orders"):expect(200, any.length(1))
                        api:get("/products/tee"):expect(200, { stock = 3 })
                      end)

                      it("refuses an empty cart", function(api)
                        local cart = api:post("/carts").json
                        api:post("/carts/" .. cart.id .. "/checkout"):expect(409, { error = "cart_empty", cart = cart.id })
                      end)

                      it("refuses what is not in stock", function(api)
                        local cart = api:post("/carts").json
                        api:post("/carts/" .. cart.id .. "/lines", { product = "hat" }):expect(409, { available = 0 })
                      end)

                      it("answers 402 in the card-declined scenario", function(api)
                        api:scenario("card-declined")
                        local cart = full_cart(api)
                        api:post("/carts/" .. cart.id .. "/checkout"):expect(402, { error = "card_declined", retry_in = 900 })
                        api:get("/orders"):expect(200, any.length(0))
                      end)

                      it("says what is missing", function(api)
                        api:get("/carts/nope"):expect(404, { error = "not_found" })
                      end)
                    end)

                    """##),
        ])
}
