import Foundation
import MockModel
import Synchronization

/// The built `mockscript` serving something on a free port, as a user would start it; stopped when it is let go.
public final class MockProcess {
    /// The port that it listens at.
    public let port: Int
    private let process = Process()
    private let output = Pipe.ofTest
    private let input = Pipe.ofTest
    private let errors: Captured

    /// Starts `mockscript serve PATH --port 0 --json` and waits for its ready line.
    public init(serving path: String, _ arguments: [String] = []) throws {
        errors = Captured()
        process.executableURL = MockProcess.binary
        process.arguments = ["serve", path, "--port", "0", "--json"] + arguments
        process.standardInput = input
        process.standardOutput = output
        process.standardError = errors.pipe
        try process.start()
        guard let line = MockProcess.firstLine(of: output.fileHandleForReading.fileDescriptor),
            case .integer(let port)? = (try? JSONValue(parsing: line))?["port"]
        else {
            if process.isRunning { process.terminate() }
            process.waitUntilExit()
            throw MockProcessError.notReady(exitCode: process.terminationStatus, errors.text)
        }
        self.port = Int(port)
        output.fileHandleForReading.readabilityHandler = { _ = $0.availableData }
    }

    deinit { stop() }

    /// Ends it as `kill` does, and gives its exit code; one that does not end within ten minutes is killed, which the code tells.
    @discardableResult
    public func stop() -> Int32 {
        if process.isRunning { process.terminate() }
        for _ in 0..<60_000 where process.isRunning { usleep(10_000) }
        if process.isRunning { kill(process.processIdentifier, SIGKILL) }
        process.waitUntilExit()
        output.fileHandleForReading.readabilityHandler = nil
        return process.terminationStatus
    }

    /// The binary beside the test bundle.
    static let binary = URL(fileURLWithPath: CommandLine.arguments[0])
        .deletingLastPathComponent().appendingPathComponent("mockscript")

    /// What comes up to the first line end, within ten minutes.
    private static func firstLine(of descriptor: Int32) -> [UInt8]? {
        var line: [UInt8] = []
        var byte: UInt8 = 0
        while line.count < 65_536 {
            var entry = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
            guard poll(&entry, 1, 600_000) > 0, read(descriptor, &byte, 1) == 1 else { return nil }
            if byte == UInt8(ascii: "\n") { return line }
            line.append(byte)
        }
        return nil
    }
}

/// What a process wrote to its standard error.
private final class Captured: Sendable {
    let pipe = Pipe.ofTest
    private let bytes = Mutex<[UInt8]>([])

    init() {
        pipe.fileHandleForReading.readabilityHandler = { [weak self] handle in
            let data = handle.availableData
            self?.bytes.withLock { $0 += data }
        }
    }

    var text: String { bytes.withLock { String(decoding: $0, as: UTF8.self) } }
}

/// Why the binary does not serve.
public enum MockProcessError: Error {
    /// No ready line came: its exit code, and what it wrote to standard error.
    case notReady(exitCode: Int32, String)
}
