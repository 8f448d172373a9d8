/// Names that other languages have everywhere, with what a mock has in their place.
enum ForeignNames {
    /// What to write instead, by the name as it is read where no local has it.
    static let advice: [String: String] = [
        "console": "write print(value), or mock.log.info(value)",
        "JSON":
            "write mock.json.encode(value) or mock.json.decode(text); a table that a handler returns is sent as JSON",
        "Math": "write math.floor(x), math.max(a, b), or mock.random.int(1, 6)",
        "Object": "write: for key, value in pairs(object) do … end",
        "Array": "write a table: { 1, 2, 3 }; mock.array({}) is an empty array in JSON",
        "Date": "write mock.now() for seconds, mock.now_ms() for milliseconds, mock.iso() for text",
        "parseInt": "write tonumber(text)", "parseFloat": "write tonumber(text)", "Number": "write tonumber(text)",
        "String": "write tostring(value)", "Boolean": "write not not value", "int": "write math.tointeger(value)",
        "str": "write tostring(value)", "len": "write #list", "range": "write: for i = 1, 10 do … end",
        "typeof": "write type(value)", "isNaN": "write value ~= value", "NaN": "write 0/0",
        "Infinity": "write math.huge",
        "null": "write nil; inside a table that is sent as JSON write mock.null",
        "undefined": "write nil", "None": "write nil", "True": "write true", "False": "write false",
        "setTimeout": "write mock.after(\"1s\", function() … end)",
        "setInterval": "write mock.every(\"1s\", function() … end)",
        "clearTimeout": "write timer:cancel()", "clearInterval": "write timer:cancel()",
        "Promise": "write the calls one after the other: they wait by themselves",
        "await": "leave it out: calls wait by themselves", "throw": "write error(message)",
        "fetch": "write mock.fetch(url)", "axios": "write mock.fetch(url)", "process": "write mock.env(\"NAME\")",
        "crypto": "write mock.uuid(), mock.random.hex(16) or mock.hash(\"sha256\", text)",
        "Buffer": "write mock.base64.encode(text) or mock.base64.decode(text)",
        "btoa": "write mock.base64.encode(text)", "atob": "write mock.base64.decode(text)",
        "uuidv4": "write mock.uuid()", "faker": "write mock.fake.name()",
        "structuredClone": "copy with: for key, value in pairs(from) do to[key] = value end",
        "RegExp": "write a pattern as text: text:match(\"^%d+$\")",
        "Error": "write error(message)", "TypeError": "write error(message)",
        "Map": "write a table: {}", "Set": "write a table: { [value] = true }",
        "module": "end the file with: return { … }", "exports": "end the file with: return { … }",
        "app": "the file returns its routes: return { GET = function(req, res) … end }",
        "router": "the file returns its routes: return { GET = function(req, res) … end }",
        "express": "the file returns its routes: return { GET = function(req, res) … end }",
        "this": "name the table itself, or write self in a method", "window": "write a local, or mock.state",
        "globalThis": "write a local, or mock.state", "__dirname": "write mock.read(\"path/in/the/project\")",
        "fs": "write mock.read(\"path/in/the/project\")", "jest": "write api:stub(…) or api:upstream(…)",
        "encodeURIComponent": "write the text itself, or text:gsub(\"[^%w]\", …)",
        "beforeEach": "write before_each", "afterEach": "write after_each", "beforeAll": "write before_each",
        "test": "write it(\"answers\", function(api) … end)",
    ]

    /// Names that stand for one of Lua's in every use.
    static let plain: [String: String] = [
        "null": "nil", "undefined": "nil", "None": "nil", "True": "true", "False": "false",
        "console.log": "print", "console.error": "mock.log.error", "console.warn": "mock.log.warn",
        "console.info": "mock.log.info", "console.debug": "mock.log.debug",
        "JSON.stringify": "mock.json.encode", "JSON.parse": "mock.json.decode",
        "Math.floor": "math.floor", "Math.ceil": "math.ceil", "Math.max": "math.max", "Math.min": "math.min",
        "Math.abs": "math.abs", "Math.random": "math.random", "Date.now": "mock.now_ms",
        "parseInt": "tonumber", "parseFloat": "tonumber", "Number": "tonumber", "String": "tostring",
        "crypto.randomUUID": "mock.uuid", "typeof": "type",
        "beforeEach": "before_each", "afterEach": "after_each",
    ]

    /// Members of `res` in other frameworks, by what a handler does here.
    static let response: [String: String] = [
        "status": "return 404, { … }, or set res.status = 404", "json": "return 200, { … }: a table is sent as JSON",
        "send": "return 200, body", "sendStatus": "return 404", "end": "return 204", "write": "return mock.stream(…)",
        "set": "write res.headers[\"X-Name\"] = value", "header": "write res.headers[\"X-Name\"] = value",
        "setHeader": "write res.headers[\"X-Name\"] = value",
        "append": "write res.headers[\"X-Name\"] = { value, other }",
        "type": "write res.headers[\"Content-Type\"] = \"text/plain\"", "statusCode": "set res.status = 404",
        "redirect": "return 302, nil, { Location = url }", "sendFile": "return mock.read(\"path/in/the/project\")",
        "writeHead": "return status, body, headers", "locals": "write req.ctx",
        "render": "return an HTML text as the body",
    ]

    /// Members of `req` in other frameworks, by what a handler does here.
    static let request: [String: String] = [
        "get": "write req.headers[\"X-Name\"]", "header": "write req.headers[\"X-Name\"]",
        "param": "write req.params.id",
        "originalUrl": "write req.url", "hostname": "write req.host", "user": "hand it on as req.ctx.user",
        "rawBody": "write req.body", "text": "write req.body", "locals": "write req.ctx", "args": "write req.query",
        "files": "write req.files", "content": "write req.body", "data": "write req.body or req.json",
    ]

    /// Methods of texts and lists in other languages, by what Lua has.
    static let methods: [String: String] = [
        "push": "table.insert(LIST, value)", "pop": "table.remove(LIST)", "shift": "table.remove(LIST, 1)",
        "unshift": "table.insert(LIST, 1, value)", "splice": "table.remove(LIST, position)",
        "join": "table.concat(LIST, \",\")",
        "forEach": "for i, value in ipairs(LIST) do … end", "map": "for i, value in ipairs(LIST) do … end",
        "filter": "for i, value in ipairs(LIST) do if … end", "reduce": "for i, value in ipairs(LIST) do … end",
        "some": "for i, value in ipairs(LIST) do if … end", "every": "for i, value in ipairs(LIST) do if … end",
        "findIndex": "for i, value in ipairs(LIST) do if … end",
        "includes": "LIST:find(text, 1, true) for a text, a loop for a list",
        "indexOf": "LIST:find(text, 1, true) for a text, a loop for a list",
        "toUpperCase": "LIST:upper()", "toLowerCase": "LIST:lower()", "trim": "LIST:match(\"^%s*(.-)%s*$\")",
        "split": "for word in LIST:gmatch(\"[^,]+\") do … end", "slice": "LIST:sub(1, 3)",
        "substring": "LIST:sub(1, 3)", "substr": "LIST:sub(1, 3)", "charAt": "LIST:sub(1, 1)",
        "startsWith": "LIST:sub(1, #start) == start", "endsWith": "LIST:sub(-#tail) == tail",
        "replace": "LIST:gsub(\"from\", \"to\")", "replaceAll": "LIST:gsub(\"from\", \"to\")",
        "toString": "tostring(LIST)", "toFixed": "(\"%.2f\"):format(LIST)", "padStart": "(\"%05d\"):format(LIST)",
        "hasOwnProperty": "LIST[key] ~= nil", "concat": "table.concat(LIST, \",\"), or .. between texts",
        "then": "the line below: calls wait by themselves", "catch": "local ok, err = pcall(function() … end)",
        "toISOString": "mock.iso()", "getTime": "mock.now_ms()", "keys": "for key in pairs(LIST) do … end",
        "test": "text:match(pattern)",
        "toBe": ":equals(value)", "toEqual": ":equals(value)", "toContain": ":contains(part)", "toThrow": ":fails()",
    ]
}
