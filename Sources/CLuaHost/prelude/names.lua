-- What exists: asked for when the files of a project are checked.
local lib = select(2, ...)

--- Names and, for tables, the names within; false for a function.
local function tree(members, depth)
    local names = {}
    for name, member in pairs(members) do
        if type(name) == "string" then
            names[name] = type(member) ~= "function"
            if depth > 0 and type(member) == "table" then names[name] = tree(member, depth - 1) end
        end
    end
    return names
end

--- Fields are true, methods are false, as in a tree.
function lib.members_of(fields, methods)
    local names = {}
    for name in pairs(methods) do names[name] = false end
    for name in pairs(fields) do names[name] = true end
    return names
end

--- Every global of a file, every member of `mock`, and the fields and methods of requests and responses.
function lib.entries.names()
    for name in pairs(lib.later()) do lib.load_later(name) end
    local globals = tree(_ENV, 1)
    for name, member in pairs(lib.globals()) do globals[name] = type(member) ~= "function" end
    globals.os = tree(lib.environment().os, 0)
    globals._G, globals._ENV, globals.load, globals.mock = true, true, true, tree(lib.mock, 1)
    return { globals = globals, request = lib.request_names(), response = lib.response_names() }
end
