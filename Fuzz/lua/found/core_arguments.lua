-- core
-- Functions of the prelude that C trusted: metatables that are no tables, userdata of another kind, values of another type than shared references.
return { ['GET /'] = function(req, res)
    local exact = core.json_decode("12345678901234567890.5")
    for _, value in ipairs { 5, "x", exact, print, core.null } do
        pcall(core.setmetatable, {}, value)
        pcall(core.fill, value, {}, {})
        pcall(core.pieces, { value, value })
        pcall(core.share, { value, value })
        pcall(getmetatable(core.host).__index, value, "log")
    end
    error({})
end }
