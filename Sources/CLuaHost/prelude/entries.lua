-- What the host calls.
local core, lib = ...
local answer, run, template = lib.answer, lib.run, lib.template

local entries = {}
lib.entries = entries

local function nothing() end

--- Takes over what a middleware returned, or a handler (false) within one.
local function take(layer, res, state, ...)
    run.returned = layer
    answer.take(res, state, ...)
    run.returned = nil
end

--- Runs the layers from `index` on, and the handler within.
local function pass(layers, index, handler, req, res, state)
    local layer = layers[index]
    if not layer then return take(false, res, state, handler(req, res)) end
    local called = false
    local function continue()
        if called then core.raise("next() was called before; a request goes on once") end
        called = true
        core.catch(pass, layers, index + 1, handler, req, res, state)
        run.respond(res)
        return res
    end
    local before = state.touched
    take(layer, res, state, lib.layer(layer)(req, res, continue))
    if called or (state.touched and not before) then return end
    run.returned = layer
    lib.refuse(("%s neither returned a response nor called next(): end it with return next()"):format(layer))
end

local begin, find_handler = run.begin, lib.handler

--- Hands over the answer; when a function makes its body, that runs once the head is on the wire.
local function settle(state)
    local stream = state.stream
    if not stream then return answer.results(state) end
    run.respond(false)
    run.wait("open", stream.kind, answer.results(state))
    stream.play()
end

--- The thorough way: what a handler returned goes into the response, then out of it.
local function finish(req, res, example, template_name, ...)
    res = res or lib.response(req, example, template_name)
    local state = lib.response_state(res)
    answer.take(res, state, ...)
    return settle(state)
end

--- Answers a call with middleware around it, or without a handler: number of the call, script and key of its handler (nil: none),
--- whether there is an example, the chunk of its template, the list of the scripts of the middleware, outermost first.
function entries.handle(number, script, key, example, template_name, layers)
    local req = lib.request(number)
    local res = lib.response(req, example, template_name)
    begin(res)
    local handler = script and find_handler(script, key) or nothing
    local state = lib.response_state(res)
    pass(layers, 1, handler, req, res, state)
    return settle(state)
end

--- Runs the function of a timer.
function entries.fire(number) lib.fire(number) end

--- What a scenario arranges, as data.
function entries.scenario(script)
    begin(nil)
    local result = lib.load(script, lib.environment())
    return {
        summary = result.summary, examples = result.examples, behaviors = result.behaviors, setup = result.setup ~= nil,
    }
end

--- Prepares the session as a scenario says.
function entries.set_up(script)
    begin(nil)
    local hold <close> = run.hold("the setup of a scenario")
    local scenario = lib.load(script, lib.environment())
    if scenario.setup then scenario.setup() end
end

--- Whether a condition holds.
function entries.holds(number, name)
    local req = lib.request(number)
    begin(req)
    local hold <close> = run.hold("@when")
    return template.holds(name, req)
end

--- Runs a file as a check: the type of its result, then for each member its key, its type and its place.
function entries.declare(script, with_members)
    begin(nil)
    local result = lib.load(script, lib.environment())
    if not with_members or type(result) ~= "table" then return type(result) end
    local flat = {}
    for key, value in pairs(result) do
        local source, line
        if type(value) == "function" then source, line = lib.place(value) end
        for _, fact in ipairs { tostring(key), type(value), source or script, line or 0 } do flat[#flat + 1] = fact end
    end
    return "table", table.unpack(flat)
end

--- The handler with this number.
local function find(number) return find_handler(lib.host.handler(number)) end

-- What the host needs for the usual way of a call, in the order of its places.
core.lend {
    lib.SELF, lib.ASKER, lib.REQUEST, lib.RESPONSE, run, function(...) return lib.response(...) end, find, finish,
    lib.pieces, function(name) return template.prepare(name) end, function(...) return template.render(...) end, lib.state_view, "owner", "held", "loading", "params", "status",
}
