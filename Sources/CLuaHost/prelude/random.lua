-- Chance that repeats: by seed, session, route and turn, or always the same for a key.
local core, lib = ...
local host, help, mock = lib.host, lib.help, lib.mock

--- What draws numbers: from the call (no key), or the n-th of a key.
local function drawer(key)
    local turn = 0
    return {
        int = function(low, high)
            turn = turn + 1
            return host.random_int(low, high, key, turn)
        end,
        unit = function()
            turn = turn + 1
            return host.random_unit(key, turn)
        end,
        hex = function(count)
            turn = turn + 1
            return host.random_hex(count, key, turn)
        end,
    }
end

local function check_range(low, high, what)
    help.check(low, "number", "min of " .. what)
    help.check(high, "number", "max of " .. what)
    if low > high then core.raise(("%s: min %s is above max %s"):format(what, help.shown(low), help.shown(high))) end
end

local function check_items(items, what)
    help.check(items, "table", "the items of " .. what)
    if #items == 0 then core.raise(what .. ": there is nothing to pick from", items) end
end

--- The sum of weights and their names in order: the order of a Lua table is chance of another kind.
local function weigh(weights)
    local names, sum = help.names(help.check(weights, "table", "the weights of mock.random.weighted")), 0
    for _, name in ipairs(names) do
        local weight = help.check(weights[name], "number", ("the weight of '%s'"):format(name))
        if weight < 0 then core.raise(("mock.random.weighted: the weight of '%s' is negative"):format(name), weight) end
        sum = sum + weight
    end
    if sum <= 0 then core.raise("mock.random.weighted: all weights are zero", weights) end
    return names, sum
end

local function weighted(draw, weights)
    local names, sum = weigh(weights)
    local at = draw.unit() * sum
    for _, name in ipairs(names) do
        at = at - weights[name]
        if at < 0 then return name end
    end
    return names[#names]
end

local function shuffled(draw, items)
    help.check(items, "table", "the items of mock.random.shuffle")
    local list = core.array(table.move(items, 1, #items, 1, {}))
    for i = #list, 2, -1 do
        local j = draw.int(1, i)
        list[i], list[j] = list[j], list[i]
    end
    return list
end

local function hex(draw, count)
    count = help.integer(count, "the bytes of mock.random.hex")
    if count < 0 or count > 65536 then core.raise("mock.random.hex: the bytes must be from 0 to 65536", count) end
    return draw.hex(count)
end

local function library(draw, name)
    local random = {}
    function random.int(low, high)
        check_range(low, high, name .. ".int")
        return draw.int(help.integer(low, "min of " .. name .. ".int"), help.integer(high, "max of " .. name .. ".int"))
    end
    function random.number(low, high)
        check_range(low, high, name .. ".number")
        return low + draw.unit() * (high - low)
    end
    function random.chance(share) return draw.unit() < help.check(share, "number", "the share of " .. name .. ".chance") end
    function random.pick(items)
        check_items(items, name .. ".pick")
        return items[draw.int(1, #items)]
    end
    function random.weighted(weights) return weighted(draw, weights) end
    function random.shuffle(items) return shuffled(draw, items) end
    function random.hex(count) return hex(draw, count) end
    return random
end

--- The key of `of`: text or a number.
local function key_text(key, what)
    if type(key) == "number" then return core.json_encode(key) end
    return help.check(key, "string", "the key of " .. what)
end

local random = library(drawer(nil), "mock.random")
function random.of(key)
    return lib.read_only(library(drawer(key_text(key, "mock.random.of")), "mock.random"), "mock.random")
end
mock.random = lib.read_only(random, "mock.random")

-- The kinds of mock.fake, as `mock.d.lua` lists them.
local KINDS = {
    "name", "first_name", "last_name", "email", "username", "phone", "company", "job", "street", "city", "zip",
    "country", "country_code", "latitude", "longitude", "ip", "user_agent", "url", "image_url", "word", "words",
    "sentence", "paragraph", "color", "price", "product", "iban", "credit_card", "date",
}

--- `date` takes durations, which the host gets in milliseconds.
local function fake_date(key, from, to)
    local what = "mock.fake.date"
    return host.fake("date", key, from and lib.time.duration(from, what), to and lib.time.duration(to, what))
end

local function fakes(key)
    local fake = {}
    for _, kind in ipairs(KINDS) do
        fake[kind] = function(...) return host.fake(kind, key, ...) end
    end
    fake.date = function(from, to) return fake_date(key, from, to) end
    fake.words = function(count)
        return host.fake("words", key, count and help.integer(count, "the number of mock.fake.words"))
    end
    fake.image_url = function(width, height)
        local what = " of mock.fake.image_url"
        return host.fake("image_url", key, width and help.integer(width, "width" .. what),
            height and help.integer(height, "height" .. what))
    end
    fake.price = function(low, high)
        help.check_optional(low, "number", "min of mock.fake.price")
        help.check_optional(high, "number", "max of mock.fake.price")
        return host.fake("price", key, low, high)
    end
    return fake
end

local fake = fakes(nil)
function fake.of(key) return lib.read_only(fakes(key_text(key, "mock.fake.of")), "fake") end
mock.fake = lib.read_only(fake, "fake")

--- A random UUID (RFC 9562 §5.4) from the call's generator.
function mock.uuid() return host.uuid() end

function mock.id(prefix)
    help.check(prefix, "string", "the prefix of mock.id")
    return prefix .. "_" .. host.next_number("id:" .. prefix)
end

--- Postman's `{{$randomCity}}`, by its name without `$`.
function lib.dynamic(name)
    local value = host.fake(name, nil)
    if value == nil then core.raise(("there is no variable '$%s'"):format(tostring(name))) end
    return value
end

--- math.random of users.
function lib.math_random(low, high)
    if low == nil then return host.random_unit(nil, 0) end
    if high == nil then low, high = 1, low end
    check_range(low, high, "math.random")
    return host.random_int(help.integer(low, "min of math.random"), help.integer(high, "max of math.random"), nil, 0)
end
