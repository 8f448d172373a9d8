import Foundation
import MockFiles
import Synchronization

/// The file that says where a server can be reached, for as long as it can be.
final class ReadyFile: Sendable {
    private let path: String
    private let written = Mutex<Data?>(nil)

    /// Removes the file of a server that was killed: it would be taken for this one's.
    init(_ path: String) {
        let path = Disk.absolute(path)
        self.path = path
        let attributes = try? FileManager.default.attributesOfItem(atPath: path)
        guard attributes?[.type] as? FileAttributeType == .typeRegular else { return }
        try? FileManager.default.removeItem(atPath: path)
    }

    /// Writes the file whole or not at all: no reader sees half of it.
    ///
    /// - Throws: the reason of the system.
    func write(_ event: ReadyEvent) throws {
        let data = Data(event.line.utf8)
        try data.write(to: URL(fileURLWithPath: path), options: .atomic)
        written.withLock { $0 = data }
    }

    /// Removes the file, unless another server wrote it since.
    func remove() {
        guard let data = written.withLock({ $0 }), FileManager.default.contents(atPath: path) == data else { return }
        try? FileManager.default.removeItem(atPath: path)
    }
}
