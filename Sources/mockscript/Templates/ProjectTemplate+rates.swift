// Written by scripts/update-templates from examples/rates; edit that.
// swift-format-ignore-file
extension ProjectTemplate {
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
}
