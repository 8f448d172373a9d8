-- api
return { ['GET /'] = function(req, res)
  local function grow(n) if n > 0 then return (grow(n - 1)) end end
  local o = setmetatable({}, { __concat = function(a, b) grow(50) local t = {} for i = 1, 2000 do t[i] = {} end return (type(a) == "string" and a or "o") .. "+" .. (type(b) == "string" and b or "o"), 5 end })
  local r = {}
  for i = 1, 50 do r[1] = "a" .. o .. "b" .. o .. "c" .. 1 .. "d" end
  r[2] = o .. o
  r[3] = select(2, pcall(function() return o .. setmetatable({}, {}) .. "x" end))
  r[4] = select(2, pcall(function() return {} .. "x" end))
  r[5] = select(2, pcall(function() return "x" .. nil end))
  local bad = setmetatable({}, { __concat = function() error({ "e" }) end })
  r[6] = select(2, pcall(function() return bad .. "x" end))[1]
  local y = setmetatable({}, { __concat = function() return coroutine.yield(1) end })
  r[7] = select(2, coroutine.resume(coroutine.create(function() return y .. "x" end)))
  local s = setmetatable({}, { __concat = function() mock.sleep(1) end })
  r[8] = select(2, pcall(function() return s .. "x" end))
  local none = setmetatable({}, { __concat = function() end })
  r[9] = tostring(none .. "x")
  local deep = setmetatable({}, {}) getmetatable(deep).__concat = function(a, b) return deep .. b end
  r[10] = select(2, pcall(function() return deep .. "x" end))
  r[11] = table.concat({ "x", 1 }) .. mock.json.decode("12345678901234567890.5")
  return r
end }
