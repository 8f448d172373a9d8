-- The run under way: whose response is built now, and whether it may wait.
local core, lib = ...

--- At 1 stands the response of the call being handled, or its request when no code has used a response yet: every call begins by
--- putting it there, and a name would cost more. `owner` is the stream whose function runs; `held` names what may not be interrupted; false
--- where there is none. `returned` is the middleware whose results are looked at, false for the handler's. `loading` lists the files being
--- run.
local run = { false, owner = false, held = false, returned = nil, loading = {} }
lib.run = run

--- The response of the run under way, or its request, or false.
function run.response() return run[1] end

--- Puts a response there, or false.
function run.respond(response) run[1] = response end

local HOLD = { __close = function(hold) run.held = hold.before end }

--- Forbids waiting until the value returned goes out of scope.
function run.hold(what)
    local hold = setmetatable({ before = run.held }, HOLD)
    run.held = what
    return hold
end

--- Asks the host for something that takes time: its kind, then what belongs to it. Other calls of the session may run meanwhile.
run.wait = core.wait

--- Begins an entry: nothing of one that was killed may linger.
function run.begin(response)
    run[1] = response or false
    run.owner = false
    run.held = false
    run.returned = nil
    if run.loading[1] then run.loading = {} end
end
