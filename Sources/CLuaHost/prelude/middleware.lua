-- Calls with middleware around them.
local core, lib = ...
local answer, entries, run, host = lib.answer, lib.entries, lib.run, lib.host

local layers = {}

--- The function of a middleware.lua.
function lib.layer(script)
    local layer = layers[script]
    if not layer then
        layer = lib.make(script, "function")
        layers[script] = layer
    end
    return layer
end

local function nothing() end

--- Takes over what a middleware returned, or a handler (false) within one.
local function take(layer, res, state, ...)
    run.returned = layer
    local ok, problem = pcall(answer.take, res, state, ...)
    if not ok then
        -- The text names the innermost function on the stack, which is not the one that returned.
        if type(problem) ~= "string" then error(problem, 0) end
        lib.refuse((problem:gsub("^[^\n]-:%d+: ", "", 1)))
    end
    run.returned = nil
end

--- Runs the layers from `index` on, and the handler within.
local function pass(layers, index, handler, req, res, state)
    local layer = layers[index]
    if not layer then
        state.layer = nil
        host.passed()
        return take(false, res, state, handler(req, res))
    end
    local called = false
    local function continue()
        if called then core.raise("next() was called before; a request goes on once") end
        called = true
        core.catch(pass, layers, index + 1, handler, req, res, state)
        run.respond(res)
        return res
    end
    local before = state.touched
    -- A halt names the layer that runs, as long as no handler did.
    state.layer = layer
    take(layer, res, state, lib.layer(layer)(req, res, continue))
    if called then return end
    host.passed(lib.place(lib.layer(layer)))
    if state.touched and not before then return end
    run.returned = layer
    lib.refuse(("%s neither returned a response nor called next(): end it with return next()"):format(layer))
end

--- Answers a call with middleware around it, or without a handler: number of the call, script and key of its handler (nil: none),
--- whether there is an example, the chunk of its template, the list of the scripts of the middleware, outermost first.
function entries.handle(number, script, key, example, template_name, layers)
    local req = lib.request(number)
    local res = lib.response(req, example, template_name)
    run.begin(res)
    local handler = script and lib.handler(script, key) or nothing
    local state = lib.response_state(res)
    pass(layers, 1, handler, req, res, state)
    return lib.settle(state)
end
