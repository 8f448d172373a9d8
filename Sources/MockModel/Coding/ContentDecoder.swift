internal import CDecoders

/// Content that is decoded a part at a time, into room that is given.
@safe final class ContentDecoder {
    private let decoder: OpaquePointer

    /// Begins; `nil` when memory is short.
    init?(_ coding: content_coding) {
        guard let decoder = unsafe content_decoder_open(coding) else { return nil }
        unsafe self.decoder = unsafe decoder
    }

    deinit { unsafe content_decoder_close(decoder) }

    /// Decodes as much of the input as there is room for.
    func step(_ input: ArraySlice<UInt8>, into room: inout [UInt8]) -> DecoderStep {
        var (taken, made) = (0, 0)
        let result = unsafe input.withUnsafeBufferPointer { bytes in
            unsafe room.withUnsafeMutableBufferPointer { out in
                unsafe content_decoder_step(
                    decoder, bytes.baseAddress, bytes.count, &taken, out.baseAddress, out.count, &made)
            }
        }
        return DecoderStep(
            taken: taken, made: made, isWhole: result == content_end,
            isBroken: result != content_end && result != content_more)
    }
}

/// How far a step of decoding came.
struct DecoderStep {
    /// Bytes of the input that were read.
    var taken: Int
    /// Bytes of the room that were written.
    var made: Int
    /// Whether the content is whole.
    var isWhole: Bool
    /// Whether it cannot be decoded.
    var isBroken: Bool
}
