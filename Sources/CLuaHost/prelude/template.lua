-- Templates of examples and `@when` conditions: chunks made from the project's files.
local core, lib = ...
local host = lib.host

local template = {}
lib.template = template

--- A value inside a text: nothing is "", whole numbers have no fraction, tables are JSON.
local function text_of(value)
    if value == nil or value == core.null then return "" end
    if type(value) == "string" then return value end
    if type(value) == "number" or type(value) == "table" then return core.json_encode(value) end
    return tostring(value)
end

local ENTITIES = { ["&"] = "&amp;", ["<"] = "&lt;", [">"] = "&gt;", ['"'] = "&quot;", ["'"] = "&#39;" }

local function markup(value) return (text_of(value):gsub("[&<>\"']", ENTITIES)) end

local function url(value)
    return (text_of(value):gsub("[^%w._~-]", function(byte) return ("%%%02X"):format(byte:byte()) end))
end

--- RFC 4180: what has a comma, a quote or a line break stands in quotes.
local function csv(value)
    local text = text_of(value)
    if not text:find('[,"\r\n]') then return text end
    return '"' .. text:gsub('"', '""') .. '"'
end

local function header(value)
    local text = text_of(value)
    if text:find("[\r\n\0]") then lib.refuse("a header of the example has a line break or a NUL in its value") end
    return text
end

local WRITERS = {
    json = function(value)
        if value == nil then return "null" end
        return core.json_encode(value)
    end,
    jsonstring = function(value) return core.json_encode(text_of(value)):sub(2, -2) end,
    text = text_of, html = markup, xml = markup, url = url, csv = csv, header = header,
}

local function filled(pieces, req)
    local texts = {}
    for i = 1, #pieces do
        local piece = pieces[i]
        if type(piece) == "table" then piece = WRITERS[piece[1]](piece[2](req, lib.state_view)) end
        texts[i] = piece
    end
    return table.concat(texts)
end

--- The globals of a template: the members of `mock`, and Postman's variables through `dynamic`.
local function environment()
    local members = { mock = lib.library, dynamic = lib.dynamic, print = lib.print }
    for name, member in pairs(lib.mock) do members[name] = member end
    return core.sandbox(members)
end

local chunks = {}

--- What a chunk returns: pieces, or a function.
local function chunk(name)
    local made = chunks[name]
    if made then return made end
    made = lib.load(name, environment())
    chunks[name] = made
    return made
end

--- The body of a template, or nil when only its header has expressions.
function template.body(name, req)
    local pieces = chunk(name).body
    return pieces and filled(pieces, req)
end

--- The values of the header that have expressions, by their place from 1.
function template.headers(name, req)
    local values = {}
    for index, pieces in pairs(chunk(name).headers or values) do values[index] = filled(pieces, req) end
    return values
end

--- Whether the condition of an `@when` holds.
function template.holds(name, req) return chunk(name)(req, lib.state_view) and true or false end
