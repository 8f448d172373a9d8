-- What a response under way holds, and how it is filled from the example it starts as.
local core, lib = ...
local host, headers, help = lib.host, lib.headers, lib.help

local body = lib.body

--- The state of a response that starts as an example, or as an empty 200.
--- `inherits`: the example still gives latency, fault and speed. `own`: names of the fields that the handler itself set.
--- `body`: text, nil, or true for that of the example; `decoded`: `json` holds the body instead.
function body.state(req, example, template)
    return {
        req = req, example = example, template = template, inherits = example, body = example or nil, status = nil,
        loaded = false, fields = nil, lowers = nil, own = nil, json = nil, decoded = false, touched = nil, view = nil,
    }
end

--- Takes over status and header of the example.
local function take_example(state, status, ...)
    state.status = status
    state.fields = { ... }
    for i = 1, #state.fields, 2 do state.lowers[#state.lowers + 1] = state.fields[i]:lower() end
    if not state.template then return end
    for index, value in pairs(lib.template.headers(state.template, state.req)) do
        state.fields[2 * index] = value
    end
end

--- Fills in status and header when they are first needed.
function lib.loaded(state)
    if state.loaded then return state end
    state.loaded = true
    state.fields, state.lowers, state.own = {}, {}, {}
    if state.example then take_example(state, host.example()) else state.status = 200 end
    return state
end

local function example_text(state)
    local text = state.template and lib.template.body(state.template, state.req)
    return text or host.example_body()
end

--- The body as text, or nil.
function body.text(state)
    if state.decoded then
        if state.json == nil then return nil end
        return core.json_encode(state.json, false, "res.json")
    end
    if state.body == true then state.body = example_text(state) end
    return state.body
end

--- The body as a value.
function body.value(state)
    if state.decoded then return state.json end
    local text = body.text(state)
    if text == nil or text == "" then return nil end
    local value, problem = lib.decode(text)
    if problem then
        local coding = help.coding(text, state.fields and headers.get(state, "Content-Encoding"))
        core.raise(coding and ("res.json: the body is %s, not JSON; it is not decoded"):format(coding)
            or "res.json: the body is no JSON: " .. problem)
    end
    state.json, state.decoded = value, true
    if value == core.null then state.json = nil end
    return state.json
end

--- Sets the body as text.
function body.set_text(state, text)
    state.body, state.json, state.decoded = text, nil, false
end

--- Sets the body as a value; the content type is JSON from now on, unless it was a kind of JSON before.
function body.set_value(state, value)
    lib.loaded(state)
    state.body, state.json, state.decoded = nil, value, true
    local type = headers.get(state, "content-type")
    if value ~= nil and not (type and tostring(type):find("json", 1, true)) then
        headers.set(state, "Content-Type", "application/json")
    end
end

--- The fields that the handler itself set, as name → list of values; an empty list for one it removed.
local function own_fields(state)
    local names, values = {}, {}
    for name in pairs(state.own) do
        names[#names + 1] = name
        values[name] = {}
    end
    table.sort(names)
    local shown = {}
    for i, name in ipairs(state.lowers) do
        local list = values[name]
        if list then
            list[#list + 1] = state.fields[2 * i]
            shown[name] = shown[name] or state.fields[2 * i - 1]
        end
    end
    return names, values, shown
end

--- Begins anew with another status and header, and keeps what the handler itself set. `fill` brings the new ones.
function body.restart(state, fill)
    local own = state.own
    if own and next(own) then
        local names, values, shown = own_fields(state)
        fill(state)
        state.own = own
        for _, name in ipairs(names) do headers.set(state, shown[name] or name, values[name]) end
    else
        fill(state)
    end
end
