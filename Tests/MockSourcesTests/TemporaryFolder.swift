import Foundation
import MockModel
import MockSources
import TestSupport

/// A project on the disk that is gone after its test.
final class TemporaryFolder {
    let url: URL
    var path: String { url.path }

    /// Writes files with their text, by their names from the project's root.
    init(_ files: [String: String] = [:]) throws {
        url = try TemporaryFiles.folder(files)
    }

    deinit { try? FileManager.default.removeItem(at: url) }

    func write(_ name: String, _ data: Data) throws {
        try TemporaryFiles.write(data, to: url.appendingPathComponent(name))
    }

    func link(_ name: String, to target: String) throws {
        let file = url.appendingPathComponent(name)
        try FileManager.default.createDirectory(
            at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try FileManager.default.createSymbolicLink(atPath: file.path, withDestinationPath: target)
    }

    func read() throws -> Project { try SourceReader.read(path) }
}

extension Project {
    /// An example by its file's name from `routes/`.
    func example(_ file: String) -> Example? {
        routes.flatMap(\.examples).first { $0.location.file == "routes/\(file)" }
    }

    func script(_ name: String) -> ScriptFile? { scripts.first { $0.name == name } }

    /// The problems as `severity name place: message`.
    var findings: [String] {
        problems.map { "\($0.severity) \($0.name) \($0.location?.description ?? "-"): \($0.message)" }
    }
}
