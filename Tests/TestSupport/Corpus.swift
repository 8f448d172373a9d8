public import Foundation

/// The folders of real files that stand beside the package; tests that need them are skipped where they are missing.
public enum Corpus {
    /// The package's root folder.
    public static let packageRoot = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    /// `../shared` beside the package.
    public static let shared = packageRoot.deletingLastPathComponent().appendingPathComponent("shared")

    /// A folder of `../shared/corpus`, such as "postman".
    public static func folder(_ name: String) -> URL {
        shared.appendingPathComponent("corpus").appendingPathComponent(name)
    }

    /// Whether the real files are there.
    public static var isPresent: Bool {
        FileManager.default.fileExists(atPath: shared.appendingPathComponent("corpus").path)
    }

    /// The files of a corpus folder, by name.
    public static func files(_ name: String) -> [URL] {
        let found = try? FileManager.default.contentsOfDirectory(at: folder(name), includingPropertiesForKeys: nil)
        return (found ?? []).sorted { $0.path < $1.path }
    }
}
