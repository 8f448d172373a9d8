-- mock.after and mock.every: functions that run later, on the session's clock.
local core, lib = ...
local host, help, time, run, mock = lib.host, lib.help, lib.time, lib.run, lib.mock

local NUMBER = lib.SELF

-- Functions by the number of their timer, with whether they run again.
local functions = {}

local Timer = {}

function Timer.cancel(timer)
    local number = type(timer) == "table" and rawget(timer, NUMBER)
    if not number then core.raise("call it with a colon: timer:cancel()") end
    functions[number] = nil
    host.timer_cancel(number)
end

local TIMER = {
    __metatable = false, __name = "timer",
    __index = function(_, name)
        return Timer[name] or core.raise(help.missing("a timer", name, help.names(Timer)))
    end,
    __newindex = function() core.raise("a timer has no fields to set") end,
}

local function start(delay, period, fn, what)
    help.check(fn, "function", "the function of " .. what)
    local number = host.timer(delay, period)
    functions[number] = { fn, period }
    return setmetatable({ [NUMBER] = number }, TIMER)
end

function mock.after(delay, fn)
    return start(time.span(delay, "the delay of mock.after"), nil, fn, "mock.after")
end

function mock.every(period, fn)
    local span = time.span(period, "the period of mock.every")
    if span < 1 then core.raise("the period of mock.every must be 1ms or more", period) end
    return start(span, span, fn, "mock.every")
end

--- Runs the function of a timer.
function lib.entries.fire(number)
    local timer = functions[number]
    if not timer then return end
    if not timer[2] then functions[number] = nil end
    run.begin(nil)
    timer[1]()
end
