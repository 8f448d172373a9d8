import Foundation
import TestSupport

/// A running `mockscript serve` on a free port; stopped when it goes away.
final class ServedMock {
    /// The port, as the ready file tells it.
    let port: Int
    let process = Process()

    /// Why a server did not become ready.
    struct NotReady: Error, CustomStringConvertible {
        let description: String
    }

    /// Starts a server and returns once its ready file is there; `errors` is a file for what it writes to standard error.
    init(
        _ source: String, arguments: [String] = [], in folder: URL = Corpus.packageRoot,
        environment: [String: String] = [:], errors: URL? = nil
    ) throws {
        let scratch = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
        try FileManager.default.createDirectory(at: scratch, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: scratch) }
        let ready = scratch.appendingPathComponent("ready")
        let log = errors ?? scratch.appendingPathComponent("log")
        _ = FileManager.default.createFile(atPath: log.path, contents: nil)
        process.executableURL = URL(fileURLWithPath: BuiltBinary.path)
        process.arguments =
            ["serve", source, "--port", "0", "--ready-file", ready.path]
            + ["--parent-pid", "\(ProcessInfo.processInfo.processIdentifier)"] + arguments
        process.currentDirectoryURL = folder
        process.environment = BuiltBinary.environment(environment)
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = FileHandle.nullDevice
        process.standardError = try FileHandle(forWritingTo: log)
        try process.start()
        port = try ServedMock.port(of: process, ready: ready, log: log)
    }

    deinit { stop() }

    /// Ends the server and waits until it is gone.
    func stop() {
        guard process.isRunning else { return }
        process.terminate()
        process.waitUntilExit()
    }

    /// Sends one request over a connection of its own.
    func answer(_ method: String, _ target: String, headers: [(String, String)] = [], body: String = "") throws
        -> RawResponse
    {
        let client = try RawClient(port: port)
        var head = "\(method) \(target) HTTP/1.1\r\nHost: 127.0.0.1:\(port)\r\nConnection: close\r\n"
        for (name, value) in headers { head += "\(name): \(value)\r\n" }
        if !body.isEmpty { head += "Content-Length: \(body.utf8.count)\r\n" }
        client.send(head + "\r\n" + body)
        guard let response = client.readResponse(toHead: method == "HEAD") else {
            throw NotReady(description: "no answer to \(method) \(target)")
        }
        return response
    }

    /// Waits for the ready file as long as the process lives, at most for ten minutes.
    private static func port(of process: Process, ready: URL, log: URL) throws -> Int {
        let limit = ContinuousClock.now + .seconds(600)
        while ContinuousClock.now < limit {
            if let data = try? Data(contentsOf: ready),
                let object = try JSONSerialization.jsonObject(with: data) as? [String: Any],
                let port = object["port"] as? Int
            {
                return port
            }
            guard process.isRunning else { break }
            usleep(5_000)
        }
        let said = (try? String(contentsOf: log, encoding: .utf8)) ?? ""
        process.terminate()
        throw NotReady(description: "the server is not ready: \(said)")
    }
}
