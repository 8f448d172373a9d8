-- `require`: the modules of a project, each made once a session.
local core, lib = ...
local host, help = lib.host, lib.help

local modules = {}

--- The module of this name: what its file returns.
function lib.require(name)
    help.check(name, "string", "the name of require")
    local made = modules[name]
    if made ~= nil then return made end
    local file = host.module(name)
    if not file then
        core.raise(help.missing("lib/", name, { host.module_names() }, "module "))
    end
    made = lib.load(file, lib.environment())
    if made == nil then core.raise(("%s returns nothing; end it with: return %s"):format(file, name:match("[%w_]+$") or "it")) end
    modules[name] = made
    return made
end
