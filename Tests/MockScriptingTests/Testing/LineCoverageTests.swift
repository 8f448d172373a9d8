import MockEngine
import MockModel
import MockScripting
import TestSupport
import Testing

/// Which lines can run, and which did: only when it is asked for.
@Suite("Line coverage")
struct LineCoverageTests {
    private static let route = """
        local helper = require "helper"

        -- a comment
        local function unused()
          return 1
        end

        return {
          GET = function(req)
            if req.query.a then
              return { a = true }
            end
            return {
              b = helper.b(),
            }
          end,
        }
        """
    private static let helper = """
        local helper = {}
        function helper.b()
          for i = 1, 3 do
            if i > 5 then
              error("never")
            end
          end
          return 1
        end
        return helper
        """

    private func coverage(notesLines: Bool, target: String) throws -> [LineCoverage] {
        let scripts = [
            ScriptFile(name: "routes/route.lua", kind: .route(PathPattern([]), host: nil), text: Self.route),
            ScriptFile(name: "lib/helper.lua", kind: .module("helper"), text: Self.helper),
        ]
        let project = CompiledProject(
            Project(root: "/mocks", scripts: scripts), compiler: LuaCompiler(notesLines: notesLines))
        try #require(!project.hasErrors)
        do {
            let engine = Engine(project, files: NoFiles(), wallClock: FixedClock())
            #expect(engine.answer("GET", target)?.response.status == 200)
        }
        return project.lineCoverage
    }

    @Test func `lines that never ran are told, in a module as in a route`() throws {
        let coverage = try coverage(notesLines: true, target: "/")
        #expect(coverage.map(\.file) == ["routes/route.lua", "lib/helper.lua"])
        #expect(coverage.first?.missed == [5, 11])
        #expect(coverage.last?.missed == [5])
        #expect(coverage.last?.lines.contains(3) == true)
        #expect(coverage.first?.lines.contains(3) == false, "a comment cannot run")
    }

    @Test func `another call meets other lines`() throws {
        let coverage = try coverage(notesLines: true, target: "/?a=1")
        #expect(coverage.first?.missed.contains(11) == false)
        #expect(coverage.first?.missed.contains(14) == true)
        #expect(coverage.last?.missed == [3, 4, 5, 8])
    }

    @Test func `a handler on one line has run when it was called, not when its file was loaded`() throws {
        let text = """
            local function twice(x) return x * 2 end
            return {
              GET = function() return 200 end,
              PUT = function() return 200, { n = twice(2) } end,
              POST = function()
                return 201 end, DELETE = function() return 204 end,
            }
            """
        let scripts = [ScriptFile(name: "routes/route.lua", kind: .route(PathPattern([]), host: nil), text: text)]
        func missed(_ methods: [String]) throws -> [Int]? {
            let project = CompiledProject(
                Project(root: "/mocks", scripts: scripts), compiler: LuaCompiler(notesLines: true))
            do {
                let engine = Engine(project, files: NoFiles(), wallClock: FixedClock())
                for method in methods { #expect(engine.answer(method, "/") != nil) }
            }
            return project.lineCoverage.first?.missed
        }
        #expect(try missed(["GET"]) == [1, 4, 6])
        #expect(try missed(["PUT"]) == [3, 6])
        #expect(try missed(["GET", "PUT", "DELETE"]) == [])
    }

    @Test func `nothing is noted unless it is asked for`() throws {
        #expect(try coverage(notesLines: false, target: "/").isEmpty)
    }
}
