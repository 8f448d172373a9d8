import Foundation
import MockModel
import MockScripting
import TestSupport
import Testing

/// What people of other languages write: `Lua/habits.txt` has a mistake on each line, in a handler or, behind `file:`, as a whole file, in
/// which `⟦…⟧` marks the place; `⏎` ends a line, and behind ` --> ` is what to write instead.
@Suite struct HabitTests {
    /// One mistake.
    struct Case: CustomTestStringConvertible, Sendable {
        let code: String
        let hint: String

        var testDescription: String { code }

        /// The whole file with its marks.
        private var marked: String {
            let text = code.replacing("⏎", with: "\n")
            if text.hasPrefix("file:") { return String(text.dropFirst(5)) }
            return "local a, b, c, list\nreturn { POST = function(req, res)\n\(text)\nend }\n"
        }

        var file: String { marked.replacing("⟦", with: "").replacing("⟧", with: "") }

        /// Line, column and length of what is marked; the shortest mark is one column wide.
        var place: [Int?] {
            for (index, line) in marked.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
                guard let open = line.firstIndex(of: "⟦"), let close = line.firstIndex(of: "⟧") else { continue }
                let column = line.distance(from: line.startIndex, to: open) + 1
                return [index + 1, column, max(1, line.distance(from: open, to: close) - 1)]
            }
            return []
        }
    }

    static let cases: [Case] = {
        let file = Corpus.packageRoot.appendingPathComponent("Tests/MockScriptingTests/Lua/habits.txt")
        let text = (try? String(contentsOf: file, encoding: .utf8)) ?? ""
        return text.split(separator: "\n").compactMap { line in
            let parts = line.split(separator: " --> ", maxSplits: 1)
            return parts.count == 2 ? Case(code: String(parts[0]), hint: String(parts[1])) : nil
        }
    }()

    @Test func `there are more than sixty mistakes`() { #expect(HabitTests.cases.count > 60) }

    @Test(arguments: cases)
    func `a mistake is told with its place and the line to write`(example: Case) throws {
        let problems = try LuaMock(["routes/route.lua": example.file]).problems
        let first = try #require(problems.first, "nothing was found")
        let place = [first.location?.line, first.location?.column, first.location?.length]
        if example.hint.hasPrefix("~") {
            #expect(first.hint?.contains(example.hint.dropFirst()) == true, "\(first)")
        } else {
            #expect(first.hint == example.hint, "\(first)")
        }
        #expect(place == example.place, "\(first)")
    }

    /// The file once every line is written as it is told, as often as something is told.
    private func rewritten(_ file: String) throws -> (text: String, isChanged: Bool) {
        var text = file
        var isChanged = false
        for _ in 0..<6 {
            let rewrites = try LuaMock(["routes/route.lua": text]).problems.flatMap(\.rewrites)
            guard !rewrites.isEmpty else { break }
            var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
            for rewrite in rewrites { lines[rewrite.line - 1] = rewrite.text }
            text = lines.joined(separator: "\n")
            isChanged = true
        }
        return (text, isChanged)
    }

    @Test(arguments: cases)
    func `a file is Lua once its lines are written as they are told`(example: Case) throws {
        let (text, isChanged) = try rewritten(example.file)
        guard isChanged else { return }
        let left = try LuaMock(["routes/route.lua": text]).problems.filter { $0.name == "syntax" }
        #expect(left.isEmpty, "\(text)\n\(left)")
    }

    /// Whether a line that is told is Lua: a statement, a value, a member of a table, or the head of a block.
    private func compiles(_ code: String) -> Bool {
        ["", "nil"].map { code.replacing("…", with: $0) }.contains { code in
            [
                code, "return \(code)", "return { \(code) }", "\(code) end", "if a then \(code) end",
                "for i = 1, 2 do \(code) ::continue:: end",
            ].contains {
                LuaCompiler.syntaxProblems(of: $0, named: "a.lua").isEmpty
            }
        }
    }

    @Test(arguments: cases)
    func `what is told compiles`(example: Case) throws {
        for problem in try LuaMock(["routes/route.lua": example.file]).problems where problem.rewrites.isEmpty {
            guard let hint = problem.hint, hint.hasPrefix("write: "), !hint.contains(" before line ") else { continue }
            #expect(compiles(String(hint.dropFirst("write: ".count))), "\(hint)")
        }
    }

    @Test(arguments: [
        "if not a == b then return 1 end return 2": "1", "switch (2) { case 1: return 1; case 2: return 2 }": "2",
        "try { return 5 } catch (e) { return 6 }": "5", "try { error('x') } catch (e) { return 6 }": "6",
        "for i = 1, 3 do if i < 3 then continue end return i end": "3", "return a || b ? 4 : 5": "4",
        "local t = { n = 1 } local x = { ...t, m: 2 } return x.m + x.n": "3", "let n = 2; n *= 1 + 2; return n": "6",
        "return `${b}${c}`": "78", "return 1 if a else 9": "9", "return list?.x?.y ?? 3": "3",
        "for (const x of [1, 2, 3]) { if (x < 3) continue; return x; }": "3",
        "for (const x of [1, 2]) { if (a) return x;\nif (x < 2) continue;\nb = x }\nreturn b": "2",
        "try { return b.x.y } catch (e) { c = 9 }\nreturn c": "9", "if (b) return 6;\nreturn 5": "6",
        "try { error('x') } catch (e) { b = 3 }\nreturn b": "3",
        "let n = 1;\nswitch (\"x\") {\ncase \"x\":\n  n += 1;\n  break;\ndefault:\n  n += 4;\n}\nreturn n": "2",
        "let n = { i: 1 };\nn.i++\nn.i += 2;\nreturn n.i": "4",
        "return a ? false : true": "true", "return b ? false : true": "false", "return b ? null : 1": "nil",
        "return b ? false : null": "false", "return a == 8 ? false : b": "7", "return a ? 1 : b ? false : 2": "false",
        "return /^\\d+$/.test('12') ? 1 : 2": "1", "return /^a\\.b/.test('a.bc')": "true",
        "let s = 'x-12'; return s.match(/\\d+/)": "12", "let s = 'a b c'; return s.replace(/ /g, '-')": "a-b-c",
        "let s = 'a b c'; return s.replace(/ /, '-')": "a-b c", "let s = 'ab'; return s.search(/b/)": "1",
        "let s = 'k_1'; return s.match(/^\\w{3}$/)": "k_1",
        "let n = 0; for (let i = 0; i < 10; i += 2) { n += i }\nreturn n": "20",
        "let n = 0; for (let i = 10; i > 0; i -= 3) { n += i }\nreturn n": "22",
        "let n = 0; for (let i = 0; i < 9; i = i + 4) { n += 1 }\nreturn n": "3",
        "local t = { x = 1 } let n = 0; for (const k of Object.keys(t)) { n += 1 }\nreturn n": "1",
        "local t = { x = 4 }\nlet n = 0\nfor (const v of Object.values(t)) { n += v }\nreturn n": "4",
        "local s = '/a/b' local p = s.split('/') return #p .. p[2]": "3a",
        "local s = '7' return s.padStart(3, '0')": "007", "local s = 7 return String(s).padStart(3, '0')": "007",
        "local t = { x = 1, y = 2 } local k = Object.keys(t) return #k": "2",
        "local t = { 1, 2, 9 } return t[t.length - 1]": "9",
        "local t = { 1, 2, 9 } local n = t.length - 1 return n": "2",
        "local s = 'abc' return s.startsWith('ab')": "true", "local s = 'abc' return s.endsWith('bc')": "true",
        "local s = 'a.b.c' return s.replace('.', '-')": "a-b.c",
        "local s = 'a.b.c' return s.replaceAll('.', '-')": "a-b-c", "local s = 'abc' return s.indexOf('c')": "2",
        "local s = 'abc' return s.includes('b')": "true", "local s = 'abc' return s.charAt(1)": "b",
        "local s = ' a ' return s.trim()": "a", "local t = {1,2} return t.join('-')": "1-2",
        "local n = 1.05 return n.toFixed(1)": "1.1", "local t = { 4 } t.unshift(3) return t[1] + #t": "5",
        "mock.state.n = 4 return mock.state.n": "4",
        "mock.state.n = 4 mock.state.n = mock.state.n + 1 return mock.state.n": "5",
        "mock.state.u.x = 3 return mock.state.u.x": "3", "return '2' * 3": "6",
    ])
    func `what is written means what was meant`(code: String, result: String) throws {
        let file = "local a, b, c, list = false, 7, 8\nreturn { GET = function(req, res)\n\(code)\nend }"
        let text = try rewritten(file).text
        let mock = try LuaMock([
            "routes/route.lua": text.replacing(
                "GET = function(req, res)", with: "GET = function(req, res) return tostring((function()"
            )
            .replacing("\nend }", with: "\nend)()) end }")
        ])
        #expect(mock.call() == "200 \(result)", "\(text)")
    }

    @Test func `a long file of another language is looked at in one go`() throws {
        let lines = (0..<2_000).map {
            "  const x\($0) = req.json.items[\($0)] === null ? `a${b}` : x + 1; list.push(x\($0)); x += 1;"
        }
        let text = "return { GET = function(req, res) {\n\(lines.joined(separator: "\n"))\n} }\n"
        #expect(try LuaMock(["routes/route.lua": text]).problems.count > 2_000)
    }

    @Test(arguments: [
        "for (i; i < 3; i++) { }", "for (let i; i < 3;) { }", "try { f() } catch { }", "switch {", "try {", "catch",
        "return y[a ? b] != 3", "[", "?", "for (", "if (a ? b : [c) {",
    ])
    func `a mistake at the end of a file is told, whatever is missing`(code: String) throws {
        #expect(try !LuaMock(["routes/route.lua": code]).problems.isEmpty)
    }

    /// All Lua that is right: the examples, and the sources of the tests.
    private static var soundFiles: [URL] {
        ["examples", "Tests", "Docs"].flatMap { folder -> [URL] in
            let root = Corpus.packageRoot.appendingPathComponent(folder)
            let paths = (try? FileManager.default.subpathsOfDirectory(atPath: root.path)) ?? []
            return paths.filter { $0.hasSuffix(".lua") }.map { root.appendingPathComponent($0) }
        }
    }

    @Test func `Lua that is right is let alone`() throws {
        var count = 0
        for url in HabitTests.soundFiles {
            let text = try String(contentsOf: url, encoding: .utf8)
            let name = url.lastPathComponent.hasSuffix(".test.lua") ? "a.test.lua" : "routes/route.lua"
            let found = try LuaMock([name: text]).problems.filter {
                ["foreign-code", "foreign-parameter", "syntax"].contains($0.name)
                    || $0.name == "unknown-name" && $0.hint?.hasPrefix("write") == true
            }
            #expect(found.isEmpty, "\(url.path): \(found)")
            count += 1
        }
        #expect(count > 30)
    }

    @Test(arguments: [
        "local t = { length = 1 } return t.length", "return req.json.length", "local t = { [0] = 1 } return t[0]",
        "local t = {} t[0] = 1 return t[0]", "local q = require('q') q.push(1) return q.length",
        "local q = { push = function() end } q.push(1)", "local q = {} function q.push() end q.push(1)",
        "return ('abc'):len() + 1", "return #'abc' + 1",
        "return utf8.codepoint 'a' + 1", "local q = {} function q:all() return pairs({}) end for x in q:all() do end",
        "return '402', { Location = '/x' }", "return '402', { ['X-A'] = 'b' }", "return 5 // 2",
        "return 200, { a = 1 }", "return { a = 1 }, { b = 2 }",
        "local t = 7 // 2 // 3",
        "return 'costs ${x}'", "return req.body:len(), req.body.len", "for i = 0, #req.path do print(i) end",
        "return { list:all(), a = 1 }", "local let = 1 let = 2 return let", "local null = mock.null return { null }",
    ])
    func `what Lua means so is let alone`(code: String) throws {
        let file = "local list\nreturn { GET = function(req)\n\(code)\nend }"
        let problems = try LuaMock(["routes/route.lua": file, "lib/q.lua": "return {}"]).problems
        #expect(
            !problems.contains { $0.name == "foreign-code" || $0.name == "syntax" || $0.name == "unknown-name" },
            "\(problems)")
    }

    @Test func `the lines of a block are written once, however many branches it has`() throws {
        func count(_ branches: Int) throws -> Int {
            let text = (0..<branches).map { "if (req.path === \"\($0)\") {\nreturn \($0 + 200);\n}" }
                .joined(separator: " else ")
            let file = "return { GET = function(req, res)\n\(text)\nend }\n"
            return try LuaMock(["routes/route.lua": file]).problems.map(\.rewrites.count).reduce(0, +)
        }
        let few = try count(50)
        #expect(few > 50)
        #expect(try count(100) < few * 5 / 2)
    }

    @Test(arguments: [
        "const x = i++;", "list[i++] = 5;", "return `a\n${b}`", "const { a, b } = f();",
        "try { f() } catch (e) { return 1 }",
        "switch (a) { case 1: f() }", "x = a?.b", "x = a ?? b", "x = a ** b", "const x = [];", "const x = a ? b : c;",
        "res.status(404)", "for (const k in t) { f(k) }", "if (a = 1) then end", "delete a.b;", "const x = \"a\" + b;",
    ])
    func `what may mean something else is not written`(code: String) throws {
        let file = "return { GET = function(req, res)\n\(code)\nreturn 1 != 2\nend }"
        let problems = try LuaMock(["routes/route.lua": file]).problems
        #expect(!problems.contains { $0.isRewriteSure && $0.rewrites.contains { $0.line == 2 && $0.text != code } })
    }

    @Test func `every line with a habit is told`() throws {
        let text =
            "return { GET = function(req, res) {\n  const id = req.params.id;\n  if (id === null) {\n    return 404;\n  }\n  return { id: id };\n} }\n"
        let problems = try LuaMock(["routes/route.lua": text]).problems
        #expect(
            problems.map { "\($0.location?.line ?? 0) \($0.hint ?? "")" } == [
                "1 write: return { GET = function(req, res)", "2 write: local id = req.params.id",
                "3 write: if (id == nil) then", "6 write: return { id = id }",
            ])
    }
}
