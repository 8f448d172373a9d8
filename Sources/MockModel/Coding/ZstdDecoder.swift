internal import CZstd

/// Content of `zstd`.
@safe final class ZstdDecoder: ContentDecoding {
    private let decoder: OpaquePointer

    /// Begins; `nil` when memory is short.
    init?() {
        guard let decoder = unsafe unzstd_open() else { return nil }
        unsafe self.decoder = unsafe decoder
    }

    deinit { unsafe unzstd_close(decoder) }

    func step(_ input: ArraySlice<UInt8>, into room: inout [UInt8]) -> CodingStep {
        var (taken, made) = (0, 0)
        let result = unsafe input.withUnsafeBufferPointer { bytes in
            unsafe room.withUnsafeMutableBufferPointer { out in
                unsafe unzstd_step(decoder, bytes.baseAddress, bytes.count, &taken, out.baseAddress, out.count, &made)
            }
        }
        return CodingStep(
            taken: taken, made: made, isWhole: result == unzstd_end,
            isBroken: result != unzstd_end && result != unzstd_more)
    }
}
