-- Makes random programs. `names` and `open_names` are what the interpreters themselves tell: globals with their members, fields of requests and
-- responses. `generate(seed, exposes_core)` returns the text of a file with one handler.
local random = math.random

local function flatten(tree, prefix, list)
    for name, member in pairs(tree) do
        if name:match("^[%a_][%w_]*$") and name ~= "_G" and name ~= "_ENV" and name ~= "end" then
            list[#list + 1] = prefix .. name
            if type(member) == "table" then flatten(member, prefix .. name .. ".", list) end
        end
    end
    table.sort(list)
    return list
end

local fields = {}
for _, list in ipairs { names.request, names.response } do
    for _, name in ipairs(list) do fields[#fields + 1] = name end
end
local methods = {}
for name in (METHODS or ""):gmatch("%S+") do methods[#methods + 1] = name end
local closed, open = flatten(names.globals, "", {}), flatten(open_names.globals, "", {})

local iterators = { "pairs", "ipairs", "string.gmatch", "utf8.codes", "coroutine.wrap", "pairs" }
local paths, depth

local function pick(list) return list[random(#list)] end

local TEXTS = {
    "''", "'a'", "'abc'", "'GET'", "('x'):rep(5000)", "('ab%'):rep(70)", [['\0']], [['\0\xff\xfe']], "'%d %5.2f %q %s %p'", "'%99.99f'", "'%'", "'%-#020x'",
    "'%1%2'", "'(%a+)(%d*)'", "'[^%]a-z]*'", "'(()'", "'%b()'", "'%f[%w]%w+'", "'[a-'", "'^(a?)(a?)$'", "'%g'", "'>i8 z s4 !16 d'", "'c1000000'",
    "'i17'", "'1h30m'", "'99999999999d'", "'2024-02-29T12:00:00Z'", "'/a/{b}'", "'sha256'", "'base64'", "'text/plain'", "'1'", "'0x10'", "'1e400'",
    [['{"a":[1,null,{"b":2.5}],"c":12345678901234567890.123}']], [['["\\ud800"]'] ], [['[' .. ('['):rep(600)]], "'k'", "'v'", "'n'", "'collect'", "'count'",
    "'return 1'", "'return ...'", [['\27Lua']], "'error'", "'=prelude/main.lua'", "'é€😀'", [['\u{7FFFFFFF}']], "'__index'", "'http://127.0.0.1:1/'", "'status'",
}
TEXTS[36] = [['["\\ud800"]']]
local NUMBERS = {
    "0", "1", "-1", "2", "3", "10", "100", "200", "404", "255", "256", "1.5", "-0.0", "1e15", "1e19", "1e308", "1/0", "-1/0", "0/0", "math.maxinteger",
    "math.mininteger", "math.maxinteger - 1", "2^53", "2^31", "-2^31", "2^32", "1000001", "65536", "1e-320", "3.0",
}
local EVENTS = {
    "__index", "__newindex", "__call", "__tostring", "__name", "__len", "__eq", "__lt", "__le", "__concat", "__close", "__pairs", "__mode", "__metatable",
    "__add", "__unm", "__idiv", "__band", "__shl", "__gc",
}

local value, call, block

local function args(most)
    local list = {}
    for i = 1, random(0, most or 4) do list[i] = value() end
    return table.concat(list, ", ")
end

local function functional()
    local kind = random(13)
    depth = depth + 1
    local body
    if depth > 4 or kind == 1 then body = "function(...) return ... end"
    elseif kind == 2 then body = "function() error(" .. value() .. ") end"
    elseif kind == 3 then body = "function() return " .. args(3) .. " end"
    elseif kind == 4 then body = "function(a, b, ...) " .. block(2) .. " return a, " .. value() .. " end"
    elseif kind == 5 then body = "function(...) return coroutine.yield(" .. args(2) .. ") end"
    elseif kind == 6 then body = "coroutine.wrap(function(...) " .. block(2) .. " coroutine.yield(" .. args(2) .. ") " .. block(1) .. " end)"
    elseif kind == 7 then body = "function(a, b) return a < b end"
    elseif kind == 8 then body = "function(t, k, v) rawset(T, k, v) T[#T + 1] = t return " .. value() .. " end"
    elseif kind == 9 then body = "function(t) for k in next, T do T[k] = nil end return " .. value() .. " end"
    elseif kind == 10 then body = "function() return D(" .. random(1, 30) .. ", " .. value() .. ") end"
    elseif kind == 11 then body = "function() return (mock.sleep(" .. random(0, 5) .. ")) end"
    elseif kind == 12 then body = "function(...) return pcall(" .. pick(paths) .. ", ...) end"
    else body = pick(paths) end
    depth = depth - 1
    return body
end

local function hostile()
    local list = {}
    depth = depth + 1
    for i = 1, random(1, 4) do
        local event = pick(EVENTS)
        local entry = random(3) == 1 and value() or functional()
        if event == "__mode" and random(4) > 1 then entry = pick { "'k'", "'v'", "'kv'" } end
        if event == "__name" and random(2) == 1 then entry = pick(TEXTS) end
        list[i] = event .. " = " .. entry
    end
    depth = depth - 1
    return "{ " .. table.concat(list, ", ") .. " }"
end

local function container()
    local kind = random(10)
    if depth > 4 or kind == 1 then return "{}" end
    depth = depth + 1
    local text
    if kind == 2 then text = "{ 1, 2, 3, 'b', 'a' }"
    elseif kind == 3 then text = "{ " .. args(5) .. " }"
    elseif kind == 4 then text = "{ a = " .. value() .. ", [" .. pick(NUMBERS):gsub("^0/0$", "1") .. "] = " .. value() .. " }"
    elseif kind == 5 then text = "setmetatable({ " .. args(3) .. " }, { __mode = " .. pick { "'k'", "'v'", "'kv'" } .. " })"
    elseif kind == 6 then text = pick { "T", "W" }
    elseif kind == 7 then text = "C(" .. value() .. ")"
    elseif kind == 8 and #fields > 0 then
        text = "{ " .. pick(fields) .. " = " .. value() .. ", " .. pick(methods) .. " = " .. value() .. " }"
    else text = "M({ " .. args(3) .. " }, " .. hostile() .. ")" end
    depth = depth - 1
    return text
end

function value()
    local kind = random(24)
    if kind <= 4 then return pick(TEXTS) end
    if kind <= 7 then return pick(NUMBERS) end
    if kind == 8 then return "nil" end
    if kind == 9 then return pick { "true", "false" } end
    if kind == 10 then return pick { "mock.null", "X", "P" } end
    if kind <= 14 then return container() end
    if kind <= 16 then return functional() end
    if kind == 17 then return pick { "req", "res", "mock", "_G", "string", "_ENV", "coroutine.running()", "E" } end
    if kind == 18 and depth < 4 then
        depth = depth + 1
        local text = "coroutine.create(" .. functional() .. ")"
        depth = depth - 1
        return text
    end
    if kind == 19 and depth < 3 then
        depth = depth + 1
        local text = "(" .. call() .. ")"
        depth = depth - 1
        return text
    end
    if kind == 20 then return "V" end
    if kind == 21 then return pick(paths) end
    return "R[" .. random(1, 40) .. "]"
end

function call()
    local kind = random(10)
    if kind <= 2 then return pick(iterators) .. "(" .. pick { "W", "W", value() } .. ")" end
    if kind <= 6 then return pick(paths) .. "(" .. args() .. ")" end
    if kind == 7 then return "F[" .. random(1, 6) .. "](" .. args() .. ")" end
    if kind == 8 and #methods > 0 then return "(" .. value() .. "):" .. pick(methods) .. "(" .. args() .. ")" end
    if kind == 9 and #fields > 0 then return pick { "req", "res" } .. pick { ".", ":" } .. pick(fields) .. "(" .. args() .. ")" end
    return "(" .. pick(TEXTS) .. "):" .. pick { "rep", "gsub", "format", "find", "match", "gmatch", "byte", "sub", "pack", "unpack" } .. "(" .. args() .. ")"
end

local function statement()
    local kind = random(16)
    if depth > 3 or kind <= 8 then return "S(function(...) return " .. call() .. " end)" end
    depth = depth + 1
    local text
    if kind == 9 then text = "S(function(...) for k, v, w in " .. call() .. " do T[#T + 1] = k " .. block(1) .. " N() end end)"
    elseif kind == 10 then text = "S(function(...) local x <close> = " .. value() .. " " .. block(2) .. " end)"
    elseif kind == 11 then text = "S(coroutine.wrap(function(...) " .. block(3) .. " end))"
    elseif kind == 12 then text = "do local co = coroutine.create(" .. functional() .. ") S(coroutine.resume, co, " .. (random(2) == 1 and "1" or value()) .. ") S(coroutine.close, co) R[#R + 1] = co end"
    elseif kind == 13 then text = "S(function(...) local a, b = " .. value() .. ", " .. value() .. " return a " .. pick { "+", "..", "<", "==", "//", "<=", "&", "-", "%" } .. " b, #a, a[b], -a end)"
    elseif kind == 14 then text = "S(function(...) local a = " .. value() .. " a[" .. value() .. "] = " .. value() .. " return a." .. pick(#fields > 0 and fields or { "x" }) .. " end)"
    elseif kind == 15 then text = "S(xpcall, " .. functional() .. ", " .. functional() .. ", " .. value() .. ")"
    else text = "S(function(...) return tostring(" .. value() .. "), ('%s %p %q'):format(" .. value() .. ", " .. value() .. ", " .. value() .. ") end)" end
    depth = depth - 1
    return text
end

function block(most)
    local list = {}
    for i = 1, random(0, most) do list[i] = statement() end
    return table.concat(list, "\n")
end

-- X is an exact number, P the pieces of a template or a collection.
local CLOSED = [[mock.json.decode("12345678901234567890.5"), mock.collection("things")]]
local OPEN = [[core.json_decode("12345678901234567890.5"), core.pieces({ "a", 1, function() return 1 end })]]

-- S keeps what a call returns; N ends loops; M sets a metatable; C makes a cycle; D recurses.
local HEAD = [[
local V, R, T, F, W, E, steps = {}, {}, {}, { next }, setmetatable({ 1, a = {} }, { __mode = 'k' }), setmetatable({}, { __index = function() error({}) end }), 0
local function N() steps = steps + 1 if steps > 200 then error("enough") end end
local X, P = %s
local function S(f, ...)
    N()
    local t = table.pack(pcall(f, ...))
    for i = 1, t.n < 4 and t.n or 4 do
        if t[i] ~= nil then R[#R % 40 + 1] = t[i] end
        if type(t[i]) == "function" then F[#F % 20 + 1] = t[i] end
    end
end
local function M(t, m) local ok, r = pcall(setmetatable, t, m) return ok and r or t end
local function C(v) local t = { v } t.self = t t[2] = { t } return t end
local function D(n, v) if n == 0 then return v end return D(n - 1, v), v end
]]

function generate(seed, exposes_core)
    math.randomseed(seed, exposes_core and 1 or 0)
    paths, depth = exposes_core and open or closed, 0
    local lines = { exposes_core and "-- core" or "-- api", (HEAD:gsub("%%s", exposes_core and OPEN or CLOSED)) }
    local outside = random(6) == 1 and block(4) or ""
    lines[#lines + 1] = outside
    lines[#lines + 1] = "return { ['GET /'] = function(req, res, ...)"
    for _ = 1, random(2, 14) do lines[#lines + 1] = statement() end
    lines[#lines + 1] = pick { "return R", "return " .. value(), "return 200, R", "error(" .. value() .. ")", "return " .. args(6), call() }
    lines[#lines + 1] = "end }"
    return (table.concat(lines, "\n"):gsub("([^%.%w])%.%.%.([^%w])", "%1...%2"))
end
