-- api
-- The iterator of a weak table, called with values that are no tables.
return { ['GET /'] = function(req, res)
    local iterate = pairs(setmetatable({}, { __mode = "k" }))
    for _, subject in ipairs { 2, 1 << 40, string.pack("<i8i8i8", 0, 5, 1), print } do pcall(iterate, subject, nil) end
    error(setmetatable({}, { __tostring = function() error({}) end }))
end }
