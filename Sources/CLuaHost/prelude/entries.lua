-- What the host calls.
local core, lib = ...
local answer, run, template = lib.answer, lib.run, lib.template

lib.entries = {}

--- Hands over the answer; when a function makes its body, that runs once the head is on the wire.
function lib.settle(state)
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
    return lib.settle(state)
end

--- The handler with this number.
local function find(number) return lib.handler(lib.host.handler(number)) end

-- What the host needs for the usual way of a call, in the order of its places.
core.share {
    lib.SELF, lib.ASKER, lib.REQUEST, lib.RESPONSE, run, function(...) return lib.response(...) end, find, finish,
    lib.pieces, function(name) return template.prepare(name) end, function(...) return template.render(...) end, lib.state_view, "owner", "held", "loading", "params", "status",
}
