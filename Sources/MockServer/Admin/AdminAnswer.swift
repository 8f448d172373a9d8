import MockModel
import Synchronization

/// An answer of the admin API: whole, or a head whose body is made in parts.
struct AdminAnswer {
    let head: Response
    var parts: AdminParts?
}

/// A list of calls as JSON, made part by part while the client takes it: however long the list, one part of it is in memory.
final class AdminParts: Sendable {
    /// Bytes after which a part is sent.
    static let size = 1 << 16

    private let exchanges: [Exchange]
    private let dropped: Int
    private let document: @Sendable (Exchange) -> JSONValue
    private let state = Mutex(State())

    private struct State {
        var next = 0
        var isOver = false
    }

    init(
        _ exchanges: [Exchange], dropped: Int, document: @escaping @Sendable (Exchange) -> JSONValue
    ) {
        self.exchanges = exchanges
        self.dropped = dropped
        self.document = document
    }

    /// Whether every part was taken.
    var isOver: Bool { state.withLock { $0.isOver } }

    /// Makes the next part; `nil` behind the last one.
    func next() -> [UInt8]? {
        state.withLock { state in
            if state.isOver { return nil }
            var part = state.next == 0 ? Array(#"{"calls":["#.utf8) : []
            while part.count < AdminParts.size, state.next < exchanges.count {
                if state.next > 0 { part.append(UInt8(ascii: ",")) }
                part += JSONWriter.compact(document(exchanges[state.next]))
                state.next += 1
            }
            guard state.next == exchanges.count, part.count < AdminParts.size else { return part }
            state.isOver = true
            return part + Array("],\"dropped\":\(dropped)}\n".utf8)
        }
    }
}
