// Written by scripts/update-templates from examples/orders; edit that.
// swift-format-ignore-file
extension ProjectTemplate {
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
}
