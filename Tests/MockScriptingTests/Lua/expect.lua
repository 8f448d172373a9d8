local expect = {}

local function text(value)
    if type(value) == "table" then return mock.json.encode(value) end
    return type(value) == "string" and '"' .. value .. '"' or tostring(value)
end

local function equal(actual, wanted)
    if type(actual) ~= "table" or type(wanted) ~= "table" then return actual == wanted end
    if next(actual) == nil and next(wanted) == nil then return text(actual) == text(wanted) end
    for key, value in pairs(actual) do
        if not equal(value, wanted[key]) then return false end
    end
    for key in pairs(wanted) do
        if actual[key] == nil then return false end
    end
    return true
end

--- Both are equal, tables member by member.
function expect.same(actual, wanted)
    if not equal(actual, wanted) then error(text(actual) .. " is not " .. text(wanted), 2) end
end

--- The call fails with this text.
function expect.fails(wanted, call, ...)
    local ok, message = pcall(call, ...)
    if ok then error("it did not fail with: " .. wanted, 2) end
    if not message:find(wanted, 1, true) then error("it failed with: " .. message, 2) end
end

return expect
