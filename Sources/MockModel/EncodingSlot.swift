public import Synchronization

/// Where the edge keeps its own encoding of a response that is sent again and again.
///
/// A slot is empty until the first response is sent. Only the response sink that filled a slot looks into it: model and engine know no bytes
/// of a wire protocol. Any thread may fill it; the first encoding stays.
public final class EncodingSlot: Sendable {
    @usableFromInline
    let kept = AtomicLazyReference<ResponseEncoding>()

    /// Makes an empty slot.
    public init() {}

    /// The encoding; `nil` until the slot is filled.
    @inlinable public var encoding: ResponseEncoding? { kept.load() }

    /// Keeps an encoding, unless there is one.
    @inlinable
    public func fill(with encoding: ResponseEncoding) {
        _ = kept.storeIfNil(encoding)
    }
}

/// What a response sink keeps in a slot; each sink has a subclass of constants.
///
/// A class and no existential: the request path casts it at the price of a comparison.
open class ResponseEncoding: @unchecked Sendable {
    /// Makes an encoding.
    public init() {}
}
