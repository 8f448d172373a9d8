-- Scenarios: what they arrange before the first call.
local lib = select(2, ...)
local entries, run = lib.entries, lib.run

--- What a scenario arranges, as data.
function entries.scenario(script)
    run.begin(nil)
    local result = lib.load(script, lib.environment())
    return {
        summary = result.summary, examples = result.examples, behaviors = result.behaviors, setup = result.setup ~= nil,
    }
end

--- Prepares the session as a scenario says.
function entries.set_up(script)
    run.begin(nil)
    local hold <close> = run.hold("the setup of a scenario")
    local scenario = lib.load(script, lib.environment())
    if scenario.setup then scenario.setup() end
end
