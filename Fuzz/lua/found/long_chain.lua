-- api
return { ['GET /'] = function(req, res)
  local src = "local t = {} t._ENV = t return t" .. ("._ENV"):rep(20000) .. ".x()"
  local f, why = load(src)
  local g = load("local t = {} t.a = t return t" .. (".a"):rep(150) .. ".x()")
  local h, why2 = load("return function() local t = {} t.a = t return t" .. (".a\n"):rep(250) .. ".x() end")
  return { why = why, second = select(2, pcall(g)), third = why2 or "none" }
end }
