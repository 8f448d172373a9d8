import MockModel
import Testing

@testable import mockscript

@Suite struct LogFormatTests {
    private func text(_ entry: LogEntry, isJSON: Bool) -> String {
        LogFormat(terminal: .plain, readLines: { _ in [] }, isVerbose: true, isJSON: isJSON)
            .text(entry, Redaction(adding: ["x-internal"]))
    }

    private func call(_ reason: Exchange.Reason) -> LogEntry {
        let request = Request(
            method: "POST", target: "/m?to%6Ben=s3cr3t-1",
            headers: HeaderFields([("Authorization", "Bearer s3cr3t-2"), ("X-Internal", "s3cr3t-3")]),
            body: Array(#"{"password":"s3cr3t-4"}"#.utf8))
        let lines = ["s3cr3t-1", "Bearer s3cr3t-2", "s3cr3t-3", "s3cr3t-4"]
        let exchange = Exchange(
            call: 1, session: "default", time: 0, request: request,
            decision: Decision(Response(status: 500), because: reason), parameters: [],
            considered: [
                Candidate(route: "POST /m", example: "a", failed: ["query.token = x, but it was \"s3cr3t-1\""])
            ],
            log: lines.map { LogLine(level: .info, text: $0) }, changes: [], delay: .zero, timing: Exchange.Timing())
        return .call(exchange, .zero, at: 0)
    }

    @Test(arguments: [false, true])
    func `no line of a call tells a secret`(isJSON: Bool) {
        let failed = "header.authorization = Bearer y, but it was \"Bearer s3cr3t-2\""
        let miss = Miss(
            title: "s3cr3t-1", closest: [Candidate(route: "POST /m", example: "a", failed: [failed])], hint: "")
        let failure = ScriptFailure(.runtime, "no such card: s3cr3t-4")
        for reason in [.miss(miss), .failure(route: "POST /m", failure), .standIn] as [Exchange.Reason] {
            let text = text(call(reason), isJSON: isJSON)
            #expect(!text.contains("s3cr3t"), "\(text)")
            #expect(text.contains("•••"))
        }
    }

    @Test(arguments: [false, true])
    func `no line after the answer tells a secret of its call`(isJSON: Bool) throws {
        guard case .call(let exchange, _, _) = call(.standIn) else { return }
        let line = LogLine(level: .info, text: "s3cr3t-1 s3cr3t-4 http://s3cr3t-5@h.test/")
        let failure = ScriptFailure(.runtime, "bad Bearer s3cr3t-2 and s3cr3t-3")
        for event in [.log([line]), .failure(failure)] as [BackgroundEvent] {
            let text = text(.background(event, session: "default", call: exchange, at: 0), isJSON: isJSON)
            #expect(!text.contains("s3cr3t") && text.contains("•••"), "\(text)")
        }
    }

    @Test(
        arguments: [false, true],
        [
            "http://h.test/x?api_key=s3cr3t-1", "http://bob:s3cr3t-1@h.test/x?api_key=1",
            "http://s3cr3t-1@h.test/x?api_key=1", "http://s3cr3t-1:@h.test/x?api_key=1",
        ])
    func `the line of a webhook tells no secret of its URL`(isJSON: Bool, url: String) {
        let attempt = WebhookAttempt(
            id: "webhook_1", number: 1, time: 0, request: OutgoingRequest(url: url),
            result: .failure(OutgoingFailure(.refused, "\(url) refused")), duration: .zero, retry: nil)
        let text = text(.background(.webhook(attempt), session: "default", call: nil, at: 0), isJSON: isJSON)
        #expect(!text.contains("s3cr3t") && text.contains("api_key=•••"))
    }
}
