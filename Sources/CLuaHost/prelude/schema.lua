-- mock.validate and req:validate: values checked against JSON Schemas.
local core, lib = ...
local host, help = lib.host, lib.help

local schema = {}
lib.schema = schema

local function check_schema(given, what)
    if type(given) == "string" or type(given) == "table" then return given end
    core.raise(("the schema of %s must be text or a table, not %s"):format(what, help.noun(given)), given)
end

--- What a value does not fit in: a list of { path, message }, or nil when it fits. `is_body` says that it is the body of
--- the request, whose `{}` is no empty list.
function schema.problems(value, given, what, is_body)
    return host.schema_check(check_schema(given, what), what, is_body or false, value)
end

--- Gives a schema to the records of a collection.
function schema.give(given, what, collection)
    host.schema_give(check_schema(given, what), what, collection)
end

--- Answers 422 with what was found.
function schema.refuse(problems)
    local first, more = problems[1], #problems - 1
    local text = (first.path == "" and "the body" or first.path) .. " " .. first.message
    if more > 0 then text = ("%s (and %d more)"):format(text, more) end
    return lib.halt(422, { error = "invalid_body", message = text, problems = problems })
end

--- The body of a request that fits; else it answers by itself.
function schema.check_request(req, given)
    local value = req.json
    local problems = schema.problems(value, given, "req:validate", true)
    if problems and req.body == "" then
        problems = core.array { { path = "", message = "is empty, but a JSON value is needed" } }
    end
    if problems then schema.refuse(problems) end
    return value
end

function lib.mock.validate(value, given)
    local problems = schema.problems(value, given, "mock.validate")
    return problems == nil, problems or core.array {}
end
