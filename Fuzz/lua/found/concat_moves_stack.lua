-- api
return { ['GET /'] = function(req, res)
  local function grow(n) if n > 0 then return (grow(n - 1)) end end
  local o = setmetatable({}, { __concat = function() grow(500) return "z" end })
  for _ = 1, 200 do
    local r = coroutine.wrap(function() return "a" .. o .. "b" .. o .. "c" .. 1 .. "d" end)()
    assert(r == "az", r)
  end
  return { r = "held" }
end }
