internal import CBrotli

/// Content of `br`.
@safe final class BrotliDecoder: ContentDecoding {
    private let decoder: OpaquePointer

    /// Begins; `nil` when memory is short.
    init?() {
        guard let decoder = unsafe unbrotli_open() else { return nil }
        unsafe self.decoder = unsafe decoder
    }

    deinit { unsafe unbrotli_close(decoder) }

    func step(_ input: ArraySlice<UInt8>, into room: inout [UInt8]) -> CodingStep {
        var (taken, made) = (0, 0)
        let result = unsafe input.withUnsafeBufferPointer { bytes in
            unsafe room.withUnsafeMutableBufferPointer { out in
                unsafe unbrotli_step(decoder, bytes.baseAddress, bytes.count, &taken, out.baseAddress, out.count, &made)
            }
        }
        return CodingStep(
            taken: taken, made: made, isWhole: result == unbrotli_end,
            isBroken: result != unbrotli_end && result != unbrotli_more)
    }
}
