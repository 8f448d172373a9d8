import MockModel

/// The request headers by which a caller steers a mock of Postman; our own `X-Mock-Example` and `X-Mock-Status` do too.
struct PostmanHeaders: Sendable {
    /// `x-mock-response-code`: the status that is wanted, as sent.
    let code: String?
    /// `x-mock-response-id`: the id of the example that is wanted.
    let id: String?
    /// `x-mock-response-name`: the name of the example that is wanted.
    let name: String?
    /// Who narrowed the choice, as the log shows it.
    let pin: Pin?
    /// `x-mock-match-request-headers`: names of headers that must agree.
    let matchedHeaders: [String]
    /// `x-mock-match-request-body`: whether the bodies must agree.
    let matchesBody: Bool

    /// The longest delay that may be asked for, in milliseconds.
    private static let longestDelay = 180_000

    private static let delayHeader = HeaderNameFilter(["x-mock-response-delay"])

    init(_ request: Request) {
        let headers = request.headers
        let pin = Pin(headers)
        code = headers["x-mock-response-code"] ?? pin?.status.map { String($0) }
        id = headers["x-mock-response-id"]
        name = pin?.name
        self.pin = pin ?? id.map { Pin(name: $0, source: "x-mock-response-id") }
        matchedHeaders = (headers["x-mock-match-request-headers"] ?? "").split(separator: ",")
            .map { String($0.trimmed) }.filter { !$0.isEmpty }
        matchesBody = headers["x-mock-match-request-body"]?.equalsIgnoringCase("true") == true
    }

    /// The time before the first byte that a request asks for by `x-mock-response-delay`, 1 to 180,000 ms;
    /// `nil` when it asks for none, or for one outside of that.
    static func delay(of request: Request) -> Duration? {
        guard request.headers.mayContain(delayHeader), let text = request.headers["x-mock-response-delay"],
            let milliseconds = Int(text),
            (1...longestDelay).contains(milliseconds)
        else { return nil }
        return .milliseconds(milliseconds)
    }
}
