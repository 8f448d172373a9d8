-- mock.publish and mock.subscribe: values handed on within the session.
local core, lib = ...
local host, help, run, mock = lib.host, lib.help, lib.run, lib.mock

local function check_topic(topic, what)
    help.check(topic, "string", "the topic of " .. what)
    if topic:sub(1, 1) == "\0" then core.raise("the topic of " .. what .. " begins with a NUL", topic) end
    return topic
end

function mock.publish(topic, value)
    check_topic(topic, "mock.publish")
    if value == nil then core.raise("mock.publish has no value; publish mock.null to say nothing", value) end
    host.publish(topic, value)
end

function mock.subscribe(topic)
    local number = host.subscribe(check_topic(topic, "mock.subscribe"))
    return function()
        while true do
            local value = host.message(number)
            if value ~= nil then return value end
            run.wait("message", number)
        end
    end
end
