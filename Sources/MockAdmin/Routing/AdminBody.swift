import MockModel
import Synchronization

/// A body that is made part by part while the client takes it, so that one part of it is in memory.
public protocol AdminBody: AnyObject, Sendable {
    /// Makes the next part.
    func next() -> AdminPart
}

/// A part of a body.
public enum AdminPart: Sendable, Equatable {
    /// Bytes to send.
    case bytes([UInt8])
    /// Nothing yet: asked again after this time.
    case wait(Duration)
    /// The end.
    case end
}

/// A list as JSON.
final class ListBody: AdminBody {
    /// The bytes after which a part is sent.
    static let size = 1 << 16
    /// The items looked at for one part; those that a filter leaves out cost time, too.
    private static let mostItems = 1_000

    private let opening: String
    private let closing: String
    private let count: Int
    private let item: @Sendable (Int) -> JSONValue?
    private let state = Mutex(State())

    private struct State {
        var next = 0
        var isOpen = false
        var hasItems = false
        var isOver = false
    }

    /// Makes a body.
    ///
    /// - Parameters:
    ///   - opening: what stands before the items: `{"calls":[`.
    ///   - closing: what stands after them.
    ///   - count: how many items there are.
    ///   - item: an item by its index; `nil` leaves it out.
    init(_ opening: String, _ closing: String, count: Int, item: @escaping @Sendable (Int) -> JSONValue?) {
        self.opening = opening
        self.closing = closing
        self.count = count
        self.item = item
    }

    func next() -> AdminPart {
        state.withLock { state in
            if state.isOver { return .end }
            var part = state.isOpen ? [] : Array(opening.utf8)
            state.isOpen = true
            let end = min(count, state.next + ListBody.mostItems)
            while part.count < ListBody.size, state.next < end { append(&part, &state) }
            guard state.next == count, part.count < ListBody.size else {
                return part.isEmpty ? .wait(.zero) : .bytes(part)
            }
            state.isOver = true
            return .bytes(part + Array(closing.utf8))
        }
    }

    private func append(_ part: inout [UInt8], _ state: inout State) {
        defer { state.next += 1 }
        guard let value = item(state.next) else { return }
        if state.hasItems { part.append(UInt8(ascii: ",")) }
        part += JSONWriter.compact(value)
        state.hasItems = true
    }
}

extension AdminStep {
    /// A list, whole when one part holds it.
    static func list(
        _ opening: String, _ closing: String, count: Int, item: @escaping @Sendable (Int) -> JSONValue?
    ) -> AdminStep {
        let probe = ListBody(opening, closing, count: count, item: item)
        if case .bytes(let bytes) = probe.next(), probe.next() == .end { return .answer(.json(200, bytes: bytes)) }
        return .stream(.json(200, bytes: []), ListBody(opening, closing, count: count, item: item))
    }
}
