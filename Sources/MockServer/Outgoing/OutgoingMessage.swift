import MockModel
import NIOCore

/// A request as the bytes that another server reads (RFC 9112 §3), framed by us alone.
enum OutgoingMessage {
    /// Writes a request.
    ///
    /// What the header says about its connection or its length is dropped; `Host` is that of the URL, unless the header names another.
    ///
    /// - Throws: a failure of the kind `protocol` when a part would break out of its line.
    static func encode(_ request: OutgoingRequest, to url: WebURL, keepsAlive: Bool) throws(OutgoingFailure)
        -> ByteBuffer
    {
        guard !request.method.isEmpty, request.method.utf8.allSatisfy(ByteClass.isToken), request.method != "CONNECT"
        else {
            throw OutgoingFailure(.protocol, "\"\(request.method.prefix(40))\" is no method that can be sent")
        }
        var bytes = ByteBuffer()
        HTTP1Head.writeRequestLine(request.method, url.target, to: &bytes)
        let fields = request.headers.endToEnd
        try write(.init("Host", fields["host"] ?? url.origin.authority), to: &bytes)
        for field in fields.fields where !field.name.equalsIgnoringCase("host") { try write(field, to: &bytes) }
        if !request.body.isEmpty || expectsBody(request.method) {
            HTTP1Head.writeLength(request.body.count, to: &bytes)
        }
        if !keepsAlive { HTTP1Head.writeConnection("close", to: &bytes) }
        HTTP1Head.end(&bytes)
        bytes.writeBytes(request.body)
        return bytes
    }

    private static func write(_ field: HeaderFields.Field, to bytes: inout ByteBuffer) throws(OutgoingFailure) {
        guard !field.name.isEmpty, field.name.utf8.allSatisfy(ByteClass.isToken) else {
            throw OutgoingFailure(.protocol, "\"\(field.name.prefix(40))\" is no name of a header")
        }
        guard !field.value.utf8.contains(where: { $0 < ByteClass.space && $0 != ByteClass.tab || $0 == 0x7F }) else {
            throw OutgoingFailure(.protocol, "the header \(field.name) has a control character in its value")
        }
        HTTP1Head.write(field, to: &bytes)
    }

    /// Methods whose servers wait for a length even when there is no body (RFC 9110 §8.6).
    private static func expectsBody(_ method: String) -> Bool { ["POST", "PUT", "PATCH"].contains(method) }
}
