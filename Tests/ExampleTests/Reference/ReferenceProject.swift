import Foundation

@testable import mockscript

/// A project with every example of the reference: a route for each that is a handler, and a test for each.
struct ReferenceProject {
    /// Functions that handlers cannot call yet, and why.
    static let pending: [String: String] = [:]

    let folder: URL

    /// Writes the project into a new folder.
    init() throws {
        folder = FileManager.default.temporaryDirectory.appendingPathComponent("reference-\(UUID().uuidString)")
        try write(
            "mockscript.yaml",
            """
            network: [https://rates.example.test, https://hooks.example.test]
            env: [STRIPE_KEY]
            limits: { time: 1h }

            """)
        try write("data/products.json", ReferenceProject.products)
        try write("data/greeting.txt", "hello")
        try write("scenarios/gone.lua", #"return { examples = { ["GET /users/{id}"] = "gone" } }"#)
        try writeExamples(at: "users/{id}")
        for name in ["POST.201", "GET"] { try write("routes/users/\(name).json", "{}") }
        try write("tests/reference.test.lua", try tests())
    }

    func clear() { try? FileManager.default.removeItem(at: folder) }

    func write(_ path: String, _ text: String) throws {
        let place = folder.appendingPathComponent(path)
        try FileManager.default.createDirectory(
            at: place.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(text.utf8).write(to: place)
    }

    private static let products = """
        [{"id":"tee","name":"T-shirt","price":1900,"stock":5},{"id":"mug","name":"Mug","price":900,"stock":0}]
        """

    private func writeExamples(at route: String) throws {
        for method in ["GET", "POST"] {
            try write("routes/\(route)/\(method).json", #"{"id":"7","name":"Ada"}"#)
            try write("routes/\(route)/\(method).gone.410.json", #"{"error":"gone"}"#)
        }
    }

    /// Each example by the name of its entry.
    static var examples: [(name: String, example: APIExample)] {
        let values = (APIReference.mock + APIReference.test).flatMap(\.items).compactMap { item in
            if case .value(let value) = item { value.example.map { (value.name, $0) } } else { nil }
        }
        return values + APIReference.functions.compactMap { function in function.example.map { (function.name, $0) } }
    }

    private func tests() throws -> String {
        var text = """
            before_each(function(api)
              api:upstream("GET https://rates.example.test/*", function() return { rate = 1.09 } end)
              api:upstream("GET https://rates.example.test/**", function() return { rate = 1.09 } end)
            end)

            """
        for (index, (name, example)) in ReferenceProject.examples.enumerated() where Self.pending[name] == nil {
            let body = example.kind == .test ? example.code : try play(example, at: "e\(index)")
            text += "it(\"\(name)\", function(api)\n\(body)\nend)\n"
        }
        return text
    }

    /// A test that asks the example's handler and compares what it yields.
    private func play(_ example: APIExample, at folder: String) throws -> String {
        try writeExamples(at: "\(folder)/users/{id}")
        try write(
            "routes/\(folder)/users/{id}/route.lua", "return { ANY = function(req, res)\n\(example.code)\nend }\n")
        let wanted = Yield(example.yields)
        let headers = wanted.headers.map { "expect(answer.headers[ [[\($0.0)]] ]):equals([[\($0.1)]])" }
        return """
            local answer = \(example.request.replacing("/users", with: "/\(folder)/users"))
            answer:expect(\(wanted.status))
            expect((answer.body:gsub("%s*$", ""))):equals([==[\(wanted.body)]==])
            \(headers.joined(separator: "\n"))
            """
    }
}

/// What an example yields, read.
struct Yield {
    let status: String
    var headers: [(String, String)] = []
    let body: String

    init(_ text: String) {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        let first = lines[0].split(separator: " ", maxSplits: 1).map(String.init)
        status = first[0]
        guard let empty = lines.firstIndex(of: "") else {
            body = first.count > 1 ? first[1] : ""
            return
        }
        headers = lines[1..<empty].map { line in
            let parts = line.components(separatedBy: ": ")
            return (parts[0], parts.dropFirst().joined(separator: ": "))
        }
        body = lines[(empty + 1)...].joined(separator: "\n")
    }
}
