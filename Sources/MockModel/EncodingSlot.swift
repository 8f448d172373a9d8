import Synchronization

/// Where the edge keeps its own encoding of a response that is sent again and again.
///
/// A slot is empty until the first response is sent. Only the response sink that filled a slot looks into it: model and engine know no bytes
/// of a wire protocol. Any thread may fill it; the first encoding stays.
public final class EncodingSlot: Sendable {
    private let kept = Mutex<ResponseEncoding?>(nil)

    /// Makes an empty slot.
    public init() {}

    /// Whether no sink has filled it.
    public var isEmpty: Bool { kept.withLock { $0 == nil } }

    /// The encoding in a format; `nil` while the slot is empty, and when another sink filled it.
    public func encoding(in format: ResponseEncoding.Format) -> ResponseEncoding? {
        guard let encoding = kept.withLock({ $0 }), encoding.format == format else { return nil }
        return encoding
    }

    /// Keeps an encoding, unless there is one.
    public func fill(with encoding: ResponseEncoding) {
        kept.withLock { $0 = $0 ?? encoding }
    }
}

/// What a response sink keeps in a slot: the first bytes that it sends.
public final class ResponseEncoding: Sendable {
    /// Which sink the bytes are for; each sink has a number of its own.
    public struct Format: Sendable, Equatable {
        private let number: UInt8

        /// Makes the format of a number.
        public init(_ number: UInt8) {
            self.number = number
        }
    }

    /// The sink.
    public let format: Format
    /// The bytes.
    public let bytes: [UInt8]

    /// Makes an encoding.
    public init(_ bytes: [UInt8], in format: Format) {
        self.format = format
        self.bytes = bytes
    }
}
