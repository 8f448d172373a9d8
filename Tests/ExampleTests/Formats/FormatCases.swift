/// The mocks that formats are compared with.
enum FormatCases {
    static let all = [
        json, parameters, literalFirst, affix, escapedPath, twoMethods, head, options, unknownPath, headers, noBody,
        text,
        pins, filled, query, trailingSlash, emptyFields,
    ]

    private static func item(_ method: String, _ url: String, _ responses: String...) -> String {
        #"{"name":"\#(url)","request":{"method":"\#(method)","url":"{{url}}\#(url)"},"response":["#
            + responses.joined(separator: ",") + "]}"
    }

    private static func json(_ body: String, _ more: String = #""code":200"#) -> String {
        let text = body.replacing("\"", with: "\\\"")
        return #"{\#(more),"header":[{"key":"Content-Type","value":"application/json"}],"body":"\#(text)"}"#
    }

    private static func handler(_ route: String, _ status: Int, _ body: String) -> String {
        "[\"\(route)\"] = function() return \(status), [==[\(body)]==], { [\"Content-Type\"] = \"application/json\" } end,"
    }

    /// An operation of a description whose responses have examples, each a status, a body, and the name of the example.
    private static func operation(_ method: String, _ responses: (String, String?, String)...) -> String {
        let entries = responses.map { status, body, name in
            let example = body.map { "content: {application/json: {examples: {\(name): {value: \($0)}}}}, " } ?? ""
            return "'\(status)': {\(example)description: d}"
        }
        return "\(method): {responses: {\(entries.joined(separator: ", "))}}"
    }

    private static func get(_ body: String) -> String { "{\(operation("get", ("200", body, "ok")))}" }

    static let json = FormatCase(
        "JSON is sent byte for byte",
        folder: ["routes/teas/GET.json": #"{ "id": 1.50,  "é": [] }"#],
        lua: handler("GET /teas", 200, #"{ "id": 1.50,  "é": [] }"#),
        items: item("GET", "/teas", json(#"{ "id": 1.50,  "é": [] }"#)),
        calls: [
            FormatCall(
                "GET", "/teas", gives: 200, #"{ "id": 1.50,  "é": [] }"#, fields: ["content-type": ["application/json"]]
            )
        ])

    static let parameters = FormatCase(
        "a parameter takes one segment and no more",
        folder: ["routes/teas/{id}/GET.json": "{}"],
        lua: handler("GET /teas/{id}", 200, "{}"),
        items: item("GET", "/teas/:id", json("{}")),
        paths: ["/teas/{id}: \(get("{}"))"],
        calls: [
            FormatCall("GET", "/teas/7", gives: 200, "{}"), FormatCall("GET", "/teas/a%20b", gives: 200, "{}"),
            FormatCall("GET", "/teas", gives: 404), FormatCall("GET", "/teas/7/leaves", gives: 404),
        ])

    static let literalFirst = FormatCase(
        "text comes before a parameter",
        folder: ["routes/teas/{id}/GET.json": "1", "routes/teas/best/GET.json": "2"],
        lua: handler("GET /teas/{id}", 200, "1") + handler("GET /teas/best", 200, "2"),
        items: item("GET", "/teas/:id", json("1")) + "," + item("GET", "/teas/best", json("2")),
        paths: ["/teas/{id}: \(get("1"))", "/teas/best: \(get("2"))"],
        calls: [FormatCall("GET", "/teas/7", gives: 200, "1"), FormatCall("GET", "/teas/best", gives: 200, "2")])

    static let affix = FormatCase(
        "a parameter may have text around it",
        folder: ["routes/v{version}/GET.json": "1", "routes/{id}.csv/GET.json": "2"],
        lua: handler("GET /v{version}", 200, "1") + handler("GET /{id}.csv", 200, "2"),
        items: item("GET", "/v{{version}}", json("1")) + "," + item("GET", "/{{id}}.csv", json("2")),
        paths: ["/v{version}: \(get("1"))", "/{id}.csv: \(get("2"))"],
        calls: [
            FormatCall("GET", "/v2", gives: 200, "1"), FormatCall("GET", "/teas.csv", gives: 200, "2"),
            FormatCall("GET", "/v", gives: 404),
        ])

    static let escapedPath = FormatCase(
        "paths are compared decoded",
        folder: ["routes/green%20tea/a%3Ab/GET.json": "1"],
        lua: handler("GET /green%20tea/a%3Ab", 200, "1"),
        items: item("GET", "/green%20tea/a%3Ab", json("1")),
        paths: ["/green%20tea/a%3Ab: \(get("1"))"],
        calls: [
            FormatCall("GET", "/green%20tea/a:b", gives: 200, "1"),
            FormatCall("GET", "/gr%65en%20tea/a%3ab", gives: 200, "1"),
        ])

    static let twoMethods = FormatCase(
        "methods of one path have answers of their own",
        folder: ["routes/teas/GET.json": "1", "routes/teas/POST.201.json": "2", "routes/teas/DELETE.202.json": "3"],
        lua: handler("GET /teas", 200, "1") + handler("POST /teas", 201, "2") + handler("DELETE /teas", 202, "3"),
        items: [
            item("GET", "/teas", json("1")), item("POST", "/teas", json("2", #""code":201"#)),
            item("DELETE", "/teas", json("3", #""code":202"#)),
        ].joined(separator: ","),
        paths: [
            "/teas: {\(operation("get", ("200", "1", "ok"))), \(operation("post", ("201", "2", "made"))), "
                + "\(operation("delete", ("202", "3", "gone")))}"
        ],
        calls: [
            FormatCall("GET", "/teas", gives: 200, "1"), FormatCall("POST", "/teas", body: "x", gives: 201, "2"),
            FormatCall("DELETE", "/teas", gives: 202, "3"),
        ])

    static let head = FormatCase(
        "HEAD follows GET",
        folder: ["routes/teas/GET.json": "1"], lua: handler("GET /teas", 200, "1"),
        items: item("GET", "/teas", json("1")),
        paths: ["/teas: \(get("1"))"],
        calls: [FormatCall("HEAD", "/teas", gives: 200, fields: ["content-type": ["application/json"]])])

    static let options = FormatCase(
        "OPTIONS lists the methods",
        folder: ["routes/teas/GET.json": "1", "routes/teas/POST.201.json": "2"],
        lua: handler("GET /teas", 200, "1") + handler("POST /teas", 201, "2"),
        items: item("GET", "/teas", json("1")) + "," + item("POST", "/teas", json("2", #""code":201"#)),
        paths: ["/teas: {\(operation("get", ("200", "1", "ok"))), \(operation("post", ("201", "2", "made")))}"],
        calls: [FormatCall("OPTIONS", "/teas", gives: 204, fields: ["allow": ["GET, HEAD, OPTIONS, POST"]])])

    static let unknownPath = FormatCase(
        "an unknown path is a problem document",
        folder: ["routes/teas/GET.json": "1"], lua: handler("GET /teas", 200, "1"),
        items: item("GET", "/teas", json("1")),
        paths: ["/teas: \(get("1"))"],
        calls: [FormatCall("GET", "/tees", gives: 404, fields: ["content-type": ["application/problem+json"]])])

    static let headers = FormatCase(
        "header lines keep their order, their case and their doubles",
        folder: [
            "routes/teas/GET.http":
                "HTTP/1.1 200 Fine\nContent-Type: text/plain\nset-Cookie: a=1\nX-B: 2\nset-Cookie: b=2\n\nhi"
        ],
        items: item(
            "GET", "/teas",
            #"{"code":200,"status":"Fine","body":"hi","header":[{"key":"Content-Type","value":"text/plain"},"#
                + #"{"key":"set-Cookie","value":"a=1"},{"key":"X-B","value":"2"},{"key":"set-Cookie","value":"b=2"}]}"#),
        calls: [
            FormatCall("GET", "/teas", gives: 200, "hi", fields: ["set-cookie": ["a=1", "b=2"], "x-b": ["2"]])
        ])

    static let noBody = FormatCase(
        "204 has no body",
        folder: ["routes/teas/DELETE.http": "HTTP/1.1 204 No Content\n\n"],
        lua: #"["DELETE /teas"] = function() return 204 end,"#,
        items: item("DELETE", "/teas", #"{"code":204,"body":""}"#),
        paths: ["/teas: {\(operation("delete", ("204", nil, "")))}"],
        calls: [FormatCall("DELETE", "/teas", gives: 204, "", fields: ["content-type": []])])

    static let text = FormatCase(
        "text is sent as it is",
        folder: ["routes/teas/GET.http": "HTTP/1.1 200 OK\nContent-Type: text/plain\n\nGrün\n"],
        lua: #"["GET /teas"] = function() return 200, "Grün\n", { ["Content-Type"] = "text/plain" } end,"#,
        items: item(
            "GET", "/teas",
            #"{"code":200,"header":[{"key":"Content-Type","value":"text/plain"}],"body":"Grün\n"}"#),
        paths: [#"/teas: {get: {responses: {"200": {description: d, content: {text/plain: {example: "Grün\n"}}}}}}"#],
        calls: [FormatCall("GET", "/teas", gives: 200, "Grün\n", fields: ["content-type": ["text/plain"]])])

    static let pins = FormatCase(
        "a header names the example that answers",
        folder: ["routes/teas/GET.json": "1", "routes/teas/GET.gone.410.json": "2"],
        items: item("GET", "/teas", json("1", #""name":"ok","code":200"#), json("2", #""name":"gone","code":410"#)),
        paths: ["/teas: {\(operation("get", ("200", "1", "ok"), ("410", "2", "gone")))}"],
        calls: [
            FormatCall("GET", "/teas", gives: 200, "1"),
            FormatCall("GET", "/teas", [("X-Mock-Example", "gone")], gives: 410, "2"),
            FormatCall("GET", "/teas", [("x-mock-response-name", "gone")], gives: 410, "2"),
            FormatCall("GET", "/teas", [("X-Mock-Status", "410")], gives: 410, "2"),
            FormatCall("GET", "/teas", [("x-mock-response-code", "410")], gives: 410, "2"),
        ])

    static let filled = FormatCase(
        "values of the call stand in the answer",
        folder: ["routes/teas/{id}/GET.json": #"{"id":"{{ req.params.id }}"}"#],
        lua: #"["GET /teas/{id}"] = function(req) return 200, '{"id":"' .. req.params.id .. '"}', "#
            + #"{ ["Content-Type"] = "application/json" } end,"#,
        items: item("GET", "/teas/{{id}}", json(#"{"id":"{{id}}"}"#)),
        calls: [FormatCall("GET", "/teas/green", gives: 200, #"{"id":"green"}"#)])

    static let query = FormatCase(
        "the query tells examples apart",
        folder: [
            "routes/teas/GET.json": "1",
            "routes/teas/GET.second.http":
                "# @match query.page = 2\nHTTP/1.1 200 OK\nContent-Type: application/json\n\n2",
        ],
        lua: #"["GET /teas"] = function(req) return 200, req.query.page == "2" and "2" or "1", "#
            + #"{ ["Content-Type"] = "application/json" } end,"#,
        items: item("GET", "/teas", json("1")) + "," + item("GET", "/teas?page=2", json("2")),
        calls: [FormatCall("GET", "/teas", gives: 200, "1"), FormatCall("GET", "/teas?page=2", gives: 200, "2")])

    static let trailingSlash = FormatCase(
        "a slash at the end is ignored",
        folder: ["routes/teas/GET.json": "1"], lua: handler("GET /teas", 200, "1"),
        items: item("GET", "/teas", json("1")),
        paths: ["/teas: \(get("1"))"],
        calls: [FormatCall("GET", "/teas/", gives: 200, "1")])

    static let emptyFields = FormatCase(
        "a header line may be empty",
        folder: ["routes/teas/GET.http": "HTTP/1.1 200 OK\nX-Empty:\n\n"],
        items: item("GET", "/teas", #"{"code":200,"header":[{"key":"X-Empty","value":""}]}"#),
        calls: [FormatCall("GET", "/teas", gives: 200, "", fields: ["x-empty": [""]])])
}
