import Foundation
import TestSupport
import Testing

/// What the built binary says when an error of its own ends it.
@Suite(.ownThreads) struct CrashReportTests {
    private static let route = """
        return { ["GET /spin/{id}"] = function() while true do end end, ["GET /ok"] = function() return "ok" end }
        """

    /// The processor time of a process, in hundredths of a second.
    private func time(of process: Process) -> Int {
        let facts = (try? String(contentsOfFile: "/proc/\(process.processIdentifier)/stat", encoding: .utf8)) ?? ""
        let fields = facts.split(separator: " ")
        return fields.count > 14 ? (Int(fields[13]) ?? 0) + (Int(fields[14]) ?? 0) : 0
    }

    /// Sends a signal while a handler runs, or between two calls; what the process wrote.
    private func report(of signal: Int32, whileRunning: Bool) throws -> String {
        let folder = try TemporaryFiles.folder([
            "routes/route.lua": CrashReportTests.route, "mockscript.yaml": "limits: { cpu: 60s }\n", "err": "",
        ])
        defer { try? FileManager.default.removeItem(at: folder) }
        let errors = folder.appendingPathComponent("err")
        let server = try ServedMock(folder.path, arguments: ["--no-watch", "--quiet"], errors: errors)
        #expect(try server.answer("GET", "/ok").status == 200)
        let client = try RawClient(port: server.port)
        if whileRunning {
            client.send("GET /spin/7 HTTP/1.1\r\nHost: x\r\n\r\n")
            let start = time(of: server.process)
            for _ in 0..<120_000 where time(of: server.process) < start + 20 { usleep(5_000) }
        }
        kill(server.process.processIdentifier, signal)
        server.process.waitUntilExit()
        #expect(server.process.terminationReason == .uncaughtSignal)
        #expect(server.process.terminationStatus == signal)
        return try String(contentsOf: errors, encoding: .utf8)
    }

    @Test(arguments: [SIGILL, SIGSEGV, SIGABRT])
    func `a crash says why, and which route was answered`(_ signal: Int32) throws {
        let text = try report(of: signal, whileRunning: true)
        #expect(text.contains("mockscript: internal error ("))
        #expect(text.contains(" while it answered GET /spin/{id}. This is an error of mockscript"), "\(text)")
    }

    @Test func `a crash between two calls names no route`() throws {
        let text = try report(of: SIGILL, whileRunning: false)
        #expect(text.contains("internal error (a check of the program failed). This is an error"), "\(text)")
    }
}
