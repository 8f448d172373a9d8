-- Where functions of the project stand, for checks and for errors.
local core, lib = ...
local run = lib.run

-- Where a handler stands that the prelude itself made, such as those of mock.resource.
local places = setmetatable({}, { __mode = "k" })

--- Notes the place of a function; a tail call leaves none, then it is the file that is being run. `owned` marks functions that answer
--- without code of the project.
function lib.note_place(handler, source, line, owned)
    if not source or source:find("^prelude/") or source:find("^=") then
        source, line = run.loading[#run.loading], 1
    end
    if source then places[handler] = { source, line, owned = owned } end
end

--- Whether a function answers without code of the project: an endpoint of mock.oidc.
function lib.is_owned(handler)
    local place = places[handler]
    return place ~= nil and place.owned == true
end

--- Where a function is defined.
function lib.place(handler)
    local place = places[handler]
    if place then return place[1], place[2] end
    return core.origin(handler)
end
