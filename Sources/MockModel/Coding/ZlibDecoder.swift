internal import CZlib

/// Content of `gzip` or `deflate`.
@safe final class ZlibDecoder: ContentDecoding {
    private let decoder: OpaquePointer

    /// Begins; `nil` when memory is short.
    ///
    /// - Parameter withoutHeader: whether it is deflate as some clients send it: without the header of zlib.
    init?(withoutHeader: Bool) {
        guard let decoder = unsafe unzip_open(withoutHeader) else { return nil }
        unsafe self.decoder = unsafe decoder
    }

    deinit { unsafe unzip_close(decoder) }

    func step(_ input: ArraySlice<UInt8>, into room: inout [UInt8]) -> CodingStep {
        var (taken, made) = (0, 0)
        let result = unsafe input.withUnsafeBufferPointer { bytes in
            unsafe room.withUnsafeMutableBufferPointer { out in
                unsafe unzip_step(decoder, bytes.baseAddress, bytes.count, &taken, out.baseAddress, out.count, &made)
            }
        }
        return CodingStep(
            taken: taken, made: made, isWhole: result == unzip_end,
            isBroken: result != unzip_end && result != unzip_more)
    }
}
