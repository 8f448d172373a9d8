@testable import mockscript

/// Calls of every function with arguments of the wrong type, as Lua: each must fail with a message that names the function.
struct MisuseProbes {
    /// One wrong call.
    struct DeclarationReader {
        let function: APIFunction
        let arguments: String
        /// What the message must have.
        let name: String
    }

    /// Functions that take whatever they are given, and why.
    static let tolerant: [String: String] = [
        "mock.jwt.verify:token": "a token of any kind is malformed, not a mistake of the code",
        "mock.jwt.decode:token": "a token of any kind is malformed, not a mistake of the code",
        "mock.halt:status": "what it is given is an answer, and the run ends: ReturnTests hold the messages",
        "mock.halt:body": "as its status", "mock.halt:headers": "as its status",
    ]

    private let probes: [DeclarationReader]

    /// How many wrong calls there are.
    var count: Int { probes.count }

    init() { probes = APIReference.functions.flatMap(MisuseProbes.probes) }

    private static func probes(_ function: APIFunction) -> [DeclarationReader] {
        guard ReferenceProject.pending[function.name] == nil else { return [] }
        return function.parameters.indices.flatMap { place -> [DeclarationReader] in
            let parameter = function.parameters[place]
            guard tolerant["\(function.name):\(parameter.bareName)"] == nil else { return [] }
            return wrong(parameter).map { value in
                let before = function.parameters[..<place].map(right)
                return DeclarationReader(
                    function: function, arguments: (before + [value]).joined(separator: ", "), name: said(function))
            }
        }
    }

    /// How a message names a function.
    private static func said(_ function: APIFunction) -> String {
        guard let colon = function.name.firstIndex(of: ":") else { return function.name }
        return String(function.name[function.name.index(after: colon)...])
    }

    private static func wrong(_ parameter: APIName) -> [String] {
        let nothing = parameter.isOptional ? [] : ["nil"]
        switch parameter.type {
        case "any": return []
        case "string", "mock.FaultName": return ["{}", "true"] + nothing
        case "table", "table<string, string>": return ["1", "'x'"] + nothing
        case "integer", "number": return ["'x'", "{}"] + nothing
        case "mock.Duration", "mock.Latency": return ["5", "'5 parsecs'", "{}"] + nothing
        case "T[]": return ["1", "'x'"] + nothing
        case let type where type.hasPrefix("fun("): return ["1", "{}"] + nothing
        case let type where type.hasPrefix("{"): return ["1", "{ nonsense = 1 }"] + nothing
        case let type where type.hasPrefix("\""): return ["{}", "'nonsense'"] + nothing
        default: return []
        }
    }

    private static func right(_ parameter: APIName) -> String {
        switch parameter.type {
        case "mock.FaultName": "'reset'"
        case "string" where parameter.bareName == "method": "'GET'"
        case "mock.Duration", "mock.Latency": "'1s'"
        case "integer", "number": "404"
        case "table", "T[]": "{ 1 }"
        case "table<string, number>": "{ a = 1 }"
        case "mock.MachineSpec": "{}"
        case let type where type.hasPrefix("fun("): "function() end"
        case let type where type.hasPrefix("\"sha"): "'sha256'"
        case let type where type.hasPrefix("\""): type.split(separator: "|").first.map(String.init) ?? "nil"
        case let type where type.hasPrefix("string"): parameter.bareName == "key" ? "'GET /a'" : "'/x'"
        default: "nil"
        }
    }

    /// A handler that makes the wrong calls of handlers and returns those that did not fail as they should.
    var route: String {
        let calls = probes.filter { $0.function.moment != .testing && !$0.function.isOfStream }.map(call)
        let streamed = ["EventStream": "sse(", "ByteStream": "stream('a/b', ", "WebSocket": "websocket("].map {
            owner, maker in
            let calls = probes.filter { $0.function.name.hasPrefix(owner + ":") }.map(call).joined(separator: "\n")
            return "if req.query.of == '\(owner)' then return mock.\(maker)function(stream) \(calls)\nkeep() end) end"
        }
        return """
            return { GET = function(req, res)
            local collection, timer, found = mock.collection("products"), mock.after("1h", function() end), {}
            \(MisuseProbes.judge)
            local function keep() mock.state.set("found", found) end
            \(streamed.joined(separator: "\n"))
            \(calls.joined(separator: "\n"))
            keep()
            return 204
            end }
            """
    }

    /// Tests that ask the handler, and make the wrong calls of tests.
    var test: String {
        let calls = probes.filter { $0.function.moment == .testing }.map(call).joined(separator: "\n")
        let asked = ["", "EventStream", "ByteStream", "WebSocket"].map { owner in
            let isSocket = owner == "WebSocket"
            return """
                it("handlers \(owner)", function(api)
                  api:\(isSocket ? "websocket" : "get")("/misuse?of=\(owner)")\(isSocket ? ":receive('1s')" : "")
                  expect(table.concat(mock.state.get("found"), "\\n")):equals("")
                end)
                """
        }
        return asked.joined(separator: "\n") + """

            it("tests", function(api)
              local found, value = {}, expect(1)
              value:equals(1)
              api:stub("GET /users", function() return mock.websocket(function(socket) socket:receive() end) end)
              local client = api:websocket("/users")
              local response = api:get("/users/7")
              \(MisuseProbes.judge)
              \(calls)
              if #found > 0 then error(table.concat(found, "\\n")) end
            end)
            """
    }

    private static let judge = """
        local function judge(call, name, ...)
          local ok, problem = pcall(...)
          if ok then found[#found + 1] = call .. " is taken"
          elseif not tostring(problem):find(name, 1, true) then found[#found + 1] = call .. ": " .. tostring(problem) end
        end
        """

    private func call(_ probe: DeclarationReader) -> String {
        let name = probe.function.shownName.replacing("expect(value)", with: "value")
        let object = name.split(separator: ":").first.map(String.init) ?? name
        let function = name.replacing(":", with: ".")
        let owner = probe.function.isOfStream ? "stream" : object
        let first = name.contains(":") ? owner + (probe.arguments.isEmpty ? "" : ", ") : ""
        let shown = "\(probe.function.shownName)(\(probe.arguments))"
        let callee = probe.function.isOfStream ? function.replacing("socket.", with: "stream.") : function
        return "judge([==[\(shown)]==], '\(probe.name)', \(callee), \(first)\(probe.arguments))"
    }

    /// A test that lists what the reference does not.
    static var members: String {
        let listed = (APIReference.functions.map(\.name) + ReferenceEntry.names + ["mock.null"])
            .filter { ReferenceProject.pending[$0] == nil && $0.hasPrefix("mock.") && !$0.hasPrefix("mock.test.") }
        let fakes =
            APIReference.classes.first { $0.name == "mock.FakeLib" }?.fields.map { "mock.fake.\($0.bareName)" } ?? []
        let names = Set(listed + fakes).sorted().filter { $0.dropFirst(5).first?.isLowercase == true }
        return """
            it("lists all", function(api)
              local listed, missing, unlisted = { \(names.map { "['\($0)'] = true" }.joined(separator: ", ")) }, {}, {}
              local function read(path)
                local value = _ENV
                for word in path:gmatch("[^.]+") do value = value[word] end
                return value
              end
              for name in pairs(listed) do
                if not pcall(read, name) then missing[#missing + 1] = name end
              end
              local function walk(members, path)
                for name, value in pairs(members) do
                  if not listed[path .. name] then unlisted[#unlisted + 1] = path .. name end
                  if type(value) == "table" and path == "mock." and name ~= "null" then walk(value, path .. name .. ".") end
                end
              end
              walk(mock, "mock.")
              expect(missing):equals({})
              expect(unlisted):equals({})
            end)
            """
    }
}

extension APIFunction {
    /// Whether it is a method of what a stream's function is given.
    var isOfStream: Bool { moment == .streaming }
}
