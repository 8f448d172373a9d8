-- What misuse is met with: what is wrong, the closest thing that exists, what to write instead.
local core, lib = ...

local help = lib.help

local floor, min = math.floor, math.min

--- How many letters must be changed, added, removed or swapped with their neighbour.
local function distance(from, to)
    local older, old, row = nil, nil, {}
    for j = 0, #to do row[j] = j end
    for i = 1, #from do
        older, old, row = old, row, { [0] = i }
        for j = 1, #to do
            local cost = from:byte(i) == to:byte(j) and 0 or 1
            row[j] = min(old[j] + 1, row[j - 1] + 1, old[j - 1] + cost)
            local swapped = older and j > 1 and from:byte(i) == to:byte(j - 1) and from:byte(i - 1) == to:byte(j)
            if swapped then row[j] = min(row[j], older[j - 2] + 1) end
        end
    end
    return row[#to]
end

--- The word most like the wanted one, or nil when none is near; of equally near ones one that begins alike, else the first.
function help.closest(wanted, words)
    if #wanted > 64 then return nil end
    local lower, best, least, alike = wanted:lower(), nil, floor((#wanted + 2) / 3) + 1, false
    for _, word in ipairs(words) do
        local steps = #word <= 64 and distance(lower, word:lower()) or least
        local begins = word:sub(1, 1):lower() == lower:sub(1, 1)
        local nearer = steps < least or (best and steps == least and begins and not alike)
        if nearer and steps < #wanted and word ~= wanted then best, least, alike = word, steps, begins end
    end
    return best
end

--- The text keys of tables, sorted.
function help.names(...)
    local names = {}
    for _, members in ipairs { ... } do
        for key in pairs(members) do
            if type(key) == "string" then names[#names + 1] = key end
        end
    end
    table.sort(names)
    return names
end

--- "mock has no 'sate'; did you mean 'state'?" `kind` says what is missing: "option ".
function help.missing(owner, wanted, words, kind)
    local text = ("%s has no %s'%s'"):format(owner, kind or "", tostring(wanted))
    local near = type(wanted) == "string" and help.closest(wanted, words)
    if near then return text .. ("; did you mean '%s'?"):format(near) end
    if #words > 0 and #words <= 12 then return text .. "; it has " .. table.concat(words, ", ") end
    return text
end

--- Why a name does not exist: `owner` is "global" or "string", `visible` the names of the locals in sight.
function help.absent(owner, name, visible)
    if owner == "string" then
        local near = help.closest(name, help.names(string))
        return ("a string has no '%s'"):format(name) .. (near and ("; did you mean '%s'?"):format(near) or "")
    end
    local text = ("global '%s' does not exist"):format(tostring(name))
    if type(name) ~= "string" then return text end
    local near = (rawget(lib.mock, name) ~= nil or lib.later()[name]) and "mock." .. name
    near = near or help.closest(name, visible) or help.closest(name, help.names(_ENV, lib.globals()))
    return near and text .. ("; did you mean '%s'?"):format(near) or text
end

local NOUNS = {
    string = "text", table = "a table", number = "a number", boolean = "a boolean", ["function"] = "a function",
    ["nil"] = "nothing", userdata = "mock.null", thread = "a coroutine",
}

--- What a value is, in words: "text", "a table", "nothing".
function help.noun(value) return NOUNS[type(value)] end

--- Refuses a value that is not of the Lua type wanted. `what` names it: "the key of mock.state.get".
function help.check(value, wanted, what)
    if type(value) == wanted then return value end
    core.raise(("%s must be %s, not %s"):format(what, NOUNS[wanted], help.noun(value)), value)
end

--- Refuses what is neither nil nor of the type wanted.
function help.check_optional(value, wanted, what)
    if value ~= nil then help.check(value, wanted, what) end
    return value
end

--- Refuses what is not a whole number; hands it back as an integer.
function help.integer(value, what)
    local whole = type(value) == "number" and math.tointeger(value)
    if not whole then core.raise(("%s must be a whole number, not %s"):format(what, help.shown(value)), value) end
    return whole
end

--- The content coding of bytes that are no text yet: by their first bytes, else what a header says; nil when there is none.
function help.coding(bytes, header)
    if bytes:sub(1, 2) == "\x1F\x8B" then return "gzip" end
    if bytes:sub(1, 4) == "\x28\xB5\x2F\xFD" then return "zstd" end
    if header and header ~= "" and header:lower() ~= "identity" then return header end
end

--- A value inside an error text: numbers and text as they are, others by what they are.
function help.shown(value)
    if type(value) == "number" then return ("%.14g"):format(value) end
    if type(value) == "string" then return ('"%s"'):format(value:sub(1, 60)) end
    if type(value) == "boolean" then return tostring(value) end
    return help.noun(value)
end

--- Refuses options that do not exist. `known` maps names to true.
function help.options(options, known, what)
    if options == nil then return {} end
    help.check(options, "table", "the options of " .. what)
    for name in pairs(options) do
        if not known[name] then
            core.raise(help.missing(what, name, help.names(known), "option "))
        end
    end
    return options
end
