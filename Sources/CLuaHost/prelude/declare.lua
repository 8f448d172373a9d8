-- What a file of the project declares: asked for when it is checked.
local lib = select(2, ...)

--- Runs a file as a check: the type of its result, then for each member its key, its type, its place and whether code of the
--- project answers.
function lib.entries.declare(script, with_members)
    lib.run.begin(nil)
    local result = lib.load(script, lib.environment())
    if not with_members or type(result) ~= "table" then return type(result) end
    local flat = {}
    for key, value in pairs(result) do
        local source, line, is_owned
        if type(value) == "function" then
            source, line = lib.place(value)
            is_owned = lib.is_owned(value)
        end
        for _, fact in ipairs { tostring(key), type(value), source or script, line or 0, is_owned or false } do
            flat[#flat + 1] = fact
        end
    end
    return "table", table.unpack(flat)
end
