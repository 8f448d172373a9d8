import MockModel
import Testing

@Suite struct RedactionTests {
    @Test(arguments: [
        "Authorization", "COOKIE", "set-cookie", "Proxy-Authorization", "x-api-key", "X-Auth-Token", "accessToken",
        "client_secret", "api_key", "apiKey", "Password",
    ])
    func `names that usually carry a secret are known in any letter case`(name: String) {
        #expect(Redaction().hides(name))
    }

    @Test(arguments: ["tokens_left", "host", "secretary", "key", "id", ""])
    func `other names are not`(name: String) {
        #expect(!Redaction().hides(name))
    }

    @Test(arguments: [
        ("GET http://t0ken@h/ and http://a:pw@h:1/x?y=a@b", "GET http://•••@h/ and http://a:•••@h:1/x?y=a@b"),
        ("x://@h a@b ftp://u:@h", "x://@h a@b ftp://•••@h"), ("http://h/a@b", "http://h/a@b"),
        ("\"http://a@b@c\" no@url", "\"http://•••@c\" no@url"), ("http://h\r\nx@y", "http://h\r\nx@y"),
    ])
    func `passwords and tokens in URLs are masked in every text`(text: String, masked: String) {
        #expect(SecretValues(by: Redaction()).masked(text) == masked)
    }

    @Test func `settings add names`() {
        #expect(Redaction(adding: ["X-Internal-Id"]).hides("x_internal_id"))
        #expect(!Redaction().hides("X-Internal-Id"))
    }

    @Test func `members of secret names are masked at any depth`() throws {
        let body = try JSONValue(parsing: #"{"a":[{"client_secret":"s","accessToken":"t","name":"n"}],"password":1}"#)
        let masked = #"{"a":[{"client_secret":"•••","accessToken":"•••","name":"n"}],"password":"•••"}"#
        #expect(JSONWriter.text(Redaction().masked(members: body)) == masked)
    }

    @Test func `a condition tells its subject and not what it compares`() {
        let redaction = Redaction()
        #expect(redaction.masked(condition: #"query.token = a b, but it was "c""#) == "query.token = •••")
        #expect(
            redaction.masked(condition: #"query.page = 2, but it was "two""#) == #"query.page = 2, but it was "two""#)
    }

    private func exchange(
        _ target: String = "/", headers: [(String, String)] = [], body: String = "", log: [String] = []
    ) -> Exchange {
        let request = Request(
            method: "POST", target: target, headers: HeaderFields(headers), body: Array(body.utf8))
        return Exchange(
            call: 1, session: "default", time: 0, request: request,
            decision: Decision(Response(), because: .standIn), parameters: [], considered: [],
            log: log.map { LogLine(level: .info, text: $0) }, changes: [], delay: .zero, timing: Exchange.Timing())
    }

    @Test(arguments: [
        ("/?%74OKEN=s%2Bcr3t%20x", [(String, String)](), "", "s+cr3t x"),
        ("/?a=1&access_token=s3cr3t-value", [], "", "s3cr3t-value"),
        ("/", [("aUTHORIZATION", "Bearer s3cr3t-value")], "", "s3cr3t-value"),
        ("/", [("Authorization", "Basic Ym9iOnMzY3IzdC12YWx1ZQ==")], "", "s3cr3t-value"),
        ("/", [("Cookie", "a=b; sid=s3cr3t-value")], "", "s3cr3t-value"),
        (
            "/", [("Content-Type", "application/x-www-form-urlencoded")], "user=a&pass%77ord=s3cr3t-value",
            "s3cr3t-value"
        ),
        (
            "/", [("Content-Type", "multipart/form-data; boundary=b")],
            "--b\r\nContent-Disposition: form-data; name=\"api_key\"\r\n\r\ns3cr3t-value\r\n--b--\r\n", "s3cr3t-value"
        ),
        (
            "/", [("Content-Type", "multipart/form-data; boundary=b")],
            "--b\r\nContent-Disposition: form-data; filename=\"a\"; name=\"password\"\r\n\r\ns3cr3t-value\r\n--b--\r\n",
            "s3cr3t-value"
        ),
        (
            "/", [("Content-Type", "multipart/form-data; boundary=b")],
            "--b\r\nContent-Disposition: form-data; name=token\r\n\r\ns3cr3t-value\r\n--b--\r\n", "s3cr3t-value"
        ),
        ("/", [], #"{"user":{"Password":"s3cr3t-value"}}"#, "s3cr3t-value"),
        ("/", [], #"{"tokens":1,"token":["a",{"x":"s3cr3t-value"}]}"#, "s3cr3t-value"),
    ])
    func `a secret of a request is told in no log line`(
        target: String, headers: [(String, String)], body: String, secret: String
    ) {
        let told = exchange(target, headers: headers, body: body, log: ["it was <\(secret)>"])
            .redacted(by: Redaction())
        #expect(told.log.first?.text == "it was <•••>")
        #expect(!told.request.target.contains("s%2Bcr3t") && !told.request.target.contains(secret))
        #expect(!String(decoding: told.request.body, as: UTF8.self).contains(secret))
    }

    @Test func `a short secret is masked where it stands by itself`() {
        let told = exchange("/?token=12", log: ["12, 1200, x12, \"12\""]).redacted(by: Redaction())
        #expect(told.log.first?.text == "•••, 1200, x12, \"•••\"")
        #expect(told.request.target == "/?token=•••")
    }

    @Test func `a call without secrets is told as it is`() {
        let call = exchange("/a?b=c")
        #expect(call.redacted(by: Redaction()) === call)
    }
}
