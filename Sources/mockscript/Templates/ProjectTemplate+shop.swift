// Written by scripts/update-templates from examples/shop; edit that.
// swift-format-ignore-file
extension ProjectTemplate {
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
