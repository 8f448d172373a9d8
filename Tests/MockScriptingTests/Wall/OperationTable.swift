/// Operations over large data, each of which works on what `OperationTable.data` made: `text`, `list`, and so on.
enum OperationTable {
    /// Makes the data, in slices that each stay within the limit.
    static let data = """
        local text, control, zeros, spaces, digits, accents, tail, brackets, list, object, records, nested, lines
        local packed, base64, escaped, array_text, object_text, strings_text, number_text, deep_text, percent, urls, half
        local function each(count, make)
            local made = {}
            for i = 1, count do
                make(made, i)
                if i % 2000 == 0 then mock.sleep("1ms") end
            end
            return made
        end
        local function repeated(unit, count)
            mock.sleep("1ms")
            return unit:rep(count)
        end
        local function build()
            text, control, zeros = repeated("x", 16000000), repeated("\\1", 12000000), repeated("\\0", 8000000)
            spaces, digits, accents = repeated(" ", 12000000), repeated("1", 8000000), repeated("é", 6000000)
            tail, brackets, base64 = repeated("\\x80", 8000000), repeated("(", 6000000), repeated("QUJD", 4000000)
            escaped, percent, urls = repeated("\\\\n", 6000000), repeated("%41", 4000000), repeated("a/", 3000000)
            array_text = "[" .. repeated("1,", 3000000) .. "1]"
            strings_text = '["' .. escaped .. '"]'
            number_text, deep_text = "[" .. digits .. "]", repeated("[", 400) .. array_text .. repeated("]", 400)
            half = repeated("y", 7999999) .. "z"
            list = each(100000, function(made, i) made[i] = i end)
            object = each(60000, function(made, i) made["key" .. i * 7919 % 60000] = i end)
            records = each(20000, function(made, i) made[i] = { id = i, name = "n" .. i, tags = { "a", "b" } } end)
            nested = each(20000, function(made, i) made[i] = { { { i } } } end)
            lines = each(60000, function(made, i) made[i] = "line" .. i end)
            object_text = "{" .. table.concat(each(60000, function(made, i) made[i] = '"k' .. i .. '":' .. i end), ",") .. "}"
            mock.sleep("1ms")
            packed = mock.state.set("big", list)
            for i = 1, 20000 do
                mock.state.set("key" .. i, i)
                if i % 500 == 0 then mock.sleep("1ms") end
            end
            for i = 1, 5000 do
                mock.collection("rows"):insert { id = i, name = "n" .. i }
                if i % 100 == 0 then mock.sleep("1ms") end
            end
        end
        """

    /// Names and bodies of functions; the body of the request is a form when the name begins with "form", else JSON.
    static let all: [(name: String, code: String)] =
        texts + patterns + tables + json + coding + measures + schemas + errors + requests

    static let texts: [(name: String, code: String)] = [
        ("string.rep", "return ('ab'):rep(12000000)"),
        ("string.rep with a separator", "return ('a'):rep(8000000, ',')"),
        ("string.upper", "return text:upper()"), ("string.lower", "return text:lower()"),
        ("string.reverse", "return text:reverse()"), ("string.sub", "return text:sub(2)"),
        ("string.byte", "return select('#', text:byte(1, 100000))"), ("string.len", "return #text"),
        ("string.char", "return string.char(text:byte(1, 100000))"), ("concatenation", "return text .. control"),
        ("comparison of texts", "return text .. 'a' < text .. 'b'"),
        ("a text as a key", "return ({ [text .. 'k'] = 1 })"),
        ("%q of zeros", "return ('%q'):format(zeros)"), ("%q of control bytes", "return ('%q'):format(control)"),
        ("%s", "return ('%s%s'):format(text, text)"),
        ("a format of percent signs", "return (('%'):rep(8000000)):format()"),
        ("tostring", "return tostring(text) .. tostring(control)"), ("tonumber", "return tonumber(digits)"),
        ("tonumber of spaces", "return tonumber(spaces)"), ("tonumber by base", "return tonumber(digits, 7)"),
        ("arithmetic of text", "return digits + 0"), ("math.floor of text", "return math.floor(digits)"),
        ("string.packsize", "return string.packsize(('b'):rep(8000000))"),
        ("string.pack", "return string.pack('s4', text)"),
        ("string.pack of a long format", "return string.pack((' '):rep(8000000))"),
        ("string.unpack", "return string.unpack('z', text .. '\\0')"), ("utf8.len", "return utf8.len(accents)"),
        ("utf8.codepoint", "return select('#', utf8.codepoint(accents, 1, 200000))"),
        ("utf8.offset", "return utf8.offset(accents, -1000000)"),
        ("utf8.offset in a tail", "return utf8.offset(tail, -1)"),
        ("utf8.offset on", "return utf8.offset(accents, 3000000)"),
        ("utf8.codes", "for _ in utf8.codes(accents) do end"),
        ("utf8.char", "return utf8.char(text:byte(1, 100000))"),
    ]

    static let patterns: [(name: String, code: String)] = [
        ("find of plain text", "return text:find(half, 1, true)"),
        ("find of a long plain pattern", "return ('x'):find(text)"),
        ("find of a set", "return text:find('[^x]')"), ("find that backtracks", "return text:find('.-.-.-y')"),
        ("a set of 8 MB", "return ('x'):find('[' .. ('a'):rep(8000000) .. ']')"),
        ("a set of ranges", "return ('x'):find('[' .. ('\\1-\\255'):rep(2000000) .. ']')"),
        ("a set of classes", "return ('x'):find('[' .. ('%a'):rep(4000000) .. ']')"),
        ("balanced text", "return brackets:find('%b()')"), ("a frontier", "return text:find('%f[y]')"),
        ("a back reference", "return text:find('(x*)%1y')"), ("match to the end", "return text:match('^(.*)$')"),
        ("gmatch", "for _ in text:gmatch('.') do end"), ("gsub of each byte", "return text:gsub('x', 'yy')"),
        ("gsub by a function", "return text:gsub('.', function() end)"),
        ("gsub by a table", "return text:gsub('.', {})"),
        ("gsub by a long template", "return ('xxxx'):gsub('x', text)"),
        ("gsub of nothing", "return text:gsub('', '-')"),
    ]

    static let tables: [(name: String, code: String)] = [
        ("pairs", "for _ in pairs(object) do end"), ("pairs of a list", "for _ in pairs(list) do end"),
        ("ipairs", "for _ in ipairs(list) do end"), ("next", "local k repeat k = next(object, k) until k == nil"),
        ("table.concat", "return table.concat(lines, text:sub(1, 100))"),
        ("table.insert", "table.insert(list, 1, 0) table.remove(list, 1)"),
        ("table.move", "return table.move(list, 1, #list, 2, {})"),
        ("table.unpack", "return select('#', table.unpack(list))"),
        ("table.pack", "return table.pack(table.unpack(list))"),
        ("table.sort", "return table.sort(table.move(lines, 1, #lines, 1, {}))"),
        (
            "table.sort by a function",
            "return table.sort(table.move(list, 1, #list, 1, {}), function(a, b) return a > b end)"
        ),
        ("load", "return load(('x = 1 '):rep(150000))"),
        ("load of a table", "return load('return {' .. ('1,'):rep(500000) .. '}')"),
        ("tables of tables", "local t = {} for i = 1, 1e9 do t[i] = { i } end"),
    ]

    static let json: [(name: String, code: String)] = [
        ("JSON of control bytes", "return mock.json.encode(control)"),
        ("JSON of text", "return mock.json.encode(accents)"),
        ("JSON of a list", "return mock.json.encode(list)"), ("JSON of an object", "return mock.json.encode(object)"),
        ("JSON of records, indented", "return mock.json.encode(records, { pretty = true })"),
        ("JSON of nested lists", "return mock.json.encode(nested)"),
        ("reading a list", "return mock.json.decode(array_text)"),
        ("reading an object", "return mock.json.decode(object_text)"),
        ("reading escapes", "return mock.json.decode(strings_text)"),
        ("reading a long text", "return mock.json.decode('\"' .. text .. '\"')"),
        ("reading spaces", "return mock.json.decode(spaces)"),
        ("reading digits", "return mock.json.decode(number_text)"),
        ("reading deep lists", "return mock.json.decode(deep_text)"),
        ("reading bad UTF-8", "return mock.json.decode(accents .. '\\xff')"),
    ]

    static let coding: [(name: String, code: String)] = [
        ("base64", "return mock.base64.encode(text)"),
        ("base64 for URLs", "return mock.base64.encode(zeros, { url = true })"),
        ("reading base64", "return mock.base64.decode(base64)"),
        ("reading base64 of spaces", "return mock.base64.decode(spaces)"),
        ("md5", "return mock.hash('md5', text)"), ("sha1", "return mock.hash('sha1', text)"),
        ("sha256", "return mock.hash('sha256', text)"), ("sha512", "return mock.hash('sha512', text, 'base64')"),
        ("hmac", "return mock.hmac('sha512', 'key', text)"),
        ("hmac with a long key", "return mock.hmac('sha256', text, 'data')"),
        ("a token", "return mock.jwt.sign({ sub = text }, 'key')"),
        ("a token with a long key", "return mock.jwt.sign({}, text)"),
        ("reading a token", "return mock.jwt.verify(base64 .. '.' .. base64 .. '.' .. base64, 'key')"),
    ]

    static let measures: [(name: String, code: String)] = [
        ("a long latency", "mock.sleep(text)"), ("percentiles without end", "mock.sleep(('p1=1ms '):rep(2000000))"),
        ("a range of spaces", "mock.sleep(spaces .. '..' .. spaces)"), ("a long duration", "mock.iso(digits .. 'ms')"),
        ("a long date", "os.date(('%c'):rep(2000000))"), ("a long URL", "mock.fetch('http://127.0.0.1/' .. urls)"),
        ("a long header", "mock.webhook { url = 'http://127.0.0.1:1/', headers = { x = text } }"),
        ("a long key", "mock.state.get(text)"), ("a long topic", "mock.publish(text, 1)"),
        ("keys of the state", "mock.state.keys('key')"),
        ("a large value", "mock.state.get('big')"), ("setting a large value", "mock.state.set('big', list)"),
        ("all records", "mock.collection('rows'):all()"),
        ("records by a condition", "mock.collection('rows'):find { name = text }"),
        ("a long line", "print(text)"), ("made-up words", "mock.fake.words(1000)"),
        ("random bytes", "mock.random.hex(65536)"),
    ]

    static let schemas: [(name: String, code: String)] = [
        ("format regex", "mock.validate(brackets, { format = 'regex' })"),
        ("format uri", "mock.validate('http://a/' .. urls, { format = 'uri' })"),
        ("format email", "mock.validate(text .. '@a.b', { format = 'email' })"),
        ("format uri-template", "mock.validate(brackets, { format = 'uri-template' })"),
        ("uniqueItems", "mock.validate(list, { uniqueItems = true })"),
        ("uniqueItems of records", "mock.validate(records, { uniqueItems = true })"),
        ("items", "mock.validate(list, { items = { type = 'integer', minimum = 0 } })"),
        ("contains", "mock.validate(list, { contains = { const = -1 } })"),
        (
            "unknown properties",
            "mock.validate(object, { properties = object and { a = {} }, additionalProperties = false })"
        ),
        ("names of properties", "mock.validate(object, { propertyNames = { pattern = '^k' } })"),
        ("a pattern", "mock.validate(text, { pattern = '(x+x+)+y' })"),
        ("the length of a text", "mock.validate(accents, { maxLength = 1 })"),
        ("an enumeration", "mock.validate(1, { enum = list })"),
        ("a large schema", "mock.validate({}, { properties = object })"),
        ("required names", "mock.validate(object, { required = lines })"),
        ("a multiple", "mock.validate(list, { items = { multipleOf = 7 } })"),
    ]

    static let errors: [(name: String, code: String)] = [
        ("a long error", "error(text)"), ("a long error in a table", "error({ message = text })"),
        ("an unknown member", "return mock[text]"),
        ("an unknown global", "return load('return ' .. text:sub(1, 100000))()"),
        ("an error below deep calls", "local function f(n) return n == 0 and error('x') or f(n - 1) + 1 end f(30000)"),
        (
            "closing a coroutine",
            "coroutine.wrap(function() local c <close> = setmetatable({}, { __close = function() while true do end end }) error('x') end)()"
        ),
    ]

    static let requests: [(name: String, code: String)] = [
        ("req.json", "return req.json"), ("req.body", "return req.body"),
        ("req:validate", "req:validate { items = { type = 'integer' } }"),
        ("form of long fields", "return req.form.a"), ("res.headers", "res.headers['X-' .. text:sub(1, 1000)] = text"),
        ("res.body", "res.body = text"), ("res.delay", "res.delay = ('p1=1ms '):rep(2000000)"),
        ("res.rate", "res.rate = digits .. 'kB/s'"),
    ]
}
