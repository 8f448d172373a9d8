import MockModel
import NIOCore

/// The first bytes of a head that is sent again and again, kept in the slot of its response.
enum HTTP1Encoding {
    private static var format: ResponseEncoding.Format { ResponseEncoding.Format(1) }

    /// The status line and the header of a response, from the slot of its head.
    ///
    /// - Throws: `ResponseHeadError` when a part of them would break out of its line.
    @inline(__always)
    static func head(of response: Response, in slot: EncodingSlot) throws(ResponseHeadError) -> ResponseEncoding {
        if let made = slot.encoding(in: format) { return made }
        return try make(in: slot) { (buffer) throws(ResponseHeadError) in try HTTP1Head.write(response, to: &buffer) }
    }

    /// The head of a response with a body in memory, up to the number of the call, from the slot of the whole response.
    ///
    /// - Throws: `ResponseHeadError` when a part of it would break out of its line.
    @inline(__always)
    static func opening(
        of response: Response, body: [UInt8], in slot: EncodingSlot
    ) throws(ResponseHeadError) -> ResponseEncoding {
        if let made = slot.encoding(in: format) { return made }
        return try make(in: slot) { (buffer) throws(ResponseHeadError) in
            try HTTP1Head.writeOpening(response, count: body.count, to: &buffer)
        }
    }

    /// Writes the status line and the header of a response, from the slot of its head when it has one.
    ///
    /// - Throws: `ResponseHeadError` when a part of them would break out of its line; nothing is written then.
    static func write(
        _ response: Response, _ slot: EncodingSlot?, to buffer: inout ByteBuffer
    ) throws(ResponseHeadError) {
        guard let slot else { return try HTTP1Head.write(response, to: &buffer) }
        buffer.writeBytes(try head(of: response, in: slot).bytes)
    }

    @inline(never)
    private static func make(
        in slot: EncodingSlot, _ write: (inout ByteBuffer) throws(ResponseHeadError) -> Void
    ) throws(ResponseHeadError) -> ResponseEncoding {
        var buffer = ByteBuffer()
        try write(&buffer)
        let made = ResponseEncoding(Array(buffer.readableBytesView), in: format)
        slot.fill(with: made)
        return made
    }
}
