-- Templates of examples and `@when` conditions: chunks made from the project's files.
local core, lib = ...
local host = lib.host

local template = lib.template

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

-- The kinds that the host writes itself, by its numbers.
local KINDS = { json = 1, jsonstring = 2, text = 3 }

-- Those whose values become text here.
local WRITERS = { html = markup, xml = markup, url = url, csv = csv, header = header }

--- The expression with its value as text; a function is no value, and the place of the expression stands in the message.
local function writer(write, expression)
    return function(req, state)
        local value = expression(req, state)
        if type(value) == "function" then
            local source, line = lib.place(expression)
            error(("%s:%d: the expression gives a function, which is no value; a function is called with ()"):format(source, line), 0)
        end
        return write(value)
    end
end

--- Pieces as the host fills them in.
local function prepared(pieces)
    local made = {}
    for _, piece in ipairs(pieces) do
        if type(piece) == "table" then
            local write, value = WRITERS[piece[1]], piece[2]
            made[#made + 1] = KINDS[piece[1]] or KINDS.text
            made[#made + 1] = write and writer(write, value) or value
        else
            made[#made + 1] = piece
        end
    end
    return core.pieces(made)
end

local function filled(pieces, req) return core.fill(pieces, req, lib.state_view) end

--- The globals of a template: the members of `mock`, and Postman's variables through `dynamic`.
local function environment()
    local members = { mock = lib.library, dynamic = lib.dynamic, print = lib.print }
    return core.sandbox(members, lib.load_later)
end

--- What a chunk makes: pieces of a body and of header values, or a function.
local chunks, conditions = {}, {}

local function prepare(name)
    local pieces = lib.load(name, environment())
    local made = { body = pieces.body and prepared(pieces.body), headers = pieces.headers and {} }
    for index, value in pairs(pieces.headers or {}) do made.headers[index] = prepared(value) end
    if made.headers and not next(made.headers) then made.headers = nil end
    chunks[name] = made
    lib.pieces[name] = not made.headers and made.body or false
    return made
end

--- The pieces of a body that the host fills in, or false for a template that needs more.
function template.prepare(name)
    prepare(name)
    return lib.pieces[name]
end

--- The body of a template, or nil when only its header has expressions.
function template.body(name, req)
    local pieces = (chunks[name] or prepare(name)).body
    return pieces and filled(pieces, req)
end

--- The values of the header that have expressions, by their place from 1.
function template.headers(name, req)
    local values = {}
    for index, pieces in pairs((chunks[name] or prepare(name)).headers or values) do
        values[index] = filled(pieces, req)
    end
    return values
end

--- The body, then the places and values of the header.
function template.render(name, req)
    local body = template.body(name, req)
    if not chunks[name].headers then return body end
    local flat = {}
    for index, value in pairs(template.headers(name, req)) do
        flat[#flat + 1] = index
        flat[#flat + 1] = value
    end
    return body, table.unpack(flat)
end

--- Whether the condition of an `@when` holds for a call.
function lib.entries.holds(number, name)
    local req = lib.request(number)
    lib.run.begin(req)
    local hold <close> = lib.run.hold("@when")
    local condition = conditions[name]
    if not condition then
        condition = lib.load(name, environment())
        conditions[name] = condition
    end
    return condition(req, lib.state_view) and true or false
end
