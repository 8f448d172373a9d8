import Foundation
import Synchronization
import TestSupport

/// The program as users run it: the built binary, in a process of its own.
struct BuiltBinary {
    /// What a finished run left.
    struct Outcome {
        let code: Int32
        let output: String
        let errors: String
    }

    /// The binary beside the test bundle, or the one that `MOCKSCRIPT_BINARY` names.
    static let path: String = {
        if let path = ProcessInfo.processInfo.environment["MOCKSCRIPT_BINARY"] { return path }
        let folder = Bundle.allBundles.first { $0.bundlePath.hasSuffix(".xctest") }?.bundleURL
            .deletingLastPathComponent()
        let beside = (folder ?? URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent())
        let candidates = [beside, Corpus.packageRoot.appendingPathComponent(".build/debug")]
        return candidates.map { $0.appendingPathComponent("mockscript").path }
            .first { FileManager.default.isExecutableFile(atPath: $0) } ?? "mockscript"
    }()

    /// The environment of a run: the test's own, less what would change what is printed.
    static func environment(_ changes: [String: String] = [:]) -> [String: String] {
        var environment = ProcessInfo.processInfo.environment.filter { !$0.key.hasPrefix("MOCKSCRIPT_") }
        environment["NO_COLOR"] = "1"
        environment["MOCKSCRIPT_PROGRAM"] = "mockscript"
        return environment.merging(changes) { $1 }
    }

    /// Runs to the end, at most for that long.
    static func run(
        _ arguments: [String], in folder: URL = Corpus.packageRoot, environment: [String: String] = [:],
        limit: Double = 600
    ) throws -> Outcome {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: path)
        process.arguments = arguments
        process.currentDirectoryURL = folder
        process.environment = BuiltBinary.environment(environment)
        process.standardInput = FileHandle.nullDevice
        let (output, errors) = (Captured(), Captured())
        process.standardOutput = output.pipe
        process.standardError = errors.pipe
        try process.start()
        let watchdog = DispatchWorkItem { process.terminate() }
        DispatchQueue.global().asyncAfter(deadline: .now() + limit, execute: watchdog)
        let texts = (output.text(), errors.text())
        process.waitUntilExit()
        watchdog.cancel()
        return Outcome(
            code: process.terminationStatus, output: texts.0, errors: texts.1)
    }
}

/// Reads a pipe to its end beside the process that fills it.
private final class Captured: Sendable {
    let pipe = Pipe.ofTest
    private let queue = DispatchQueue(label: "captured")
    private let bytes = Mutex(Data())

    init() {
        queue.async {
            let data = self.pipe.fileHandleForReading.readDataToEndOfFile()
            self.bytes.withLock { $0 = data }
        }
    }

    func text() -> String {
        queue.sync { String(decoding: bytes.withLock { $0 }, as: UTF8.self) }
    }
}
