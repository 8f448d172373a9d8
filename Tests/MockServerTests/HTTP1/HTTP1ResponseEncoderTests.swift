import MockEngine
import MockModel
import NIOCore
import Testing

@testable import MockServer

/// The bytes of a response for each kind of framing.
@Suite struct HTTP1ResponseEncoderTests {
    private func pending(_ method: String = "GET", minorVersion: Int = 1, keepsAlive: Bool = true) -> PendingRequest {
        PendingRequest(
            request: Request(method: method, target: "/"), keepsAlive: keepsAlive, minorVersion: minorVersion,
            started: .now())
    }

    /// The bytes of a text, and whether the connection stays open.
    private func written(
        _ fault: Fault?, to pending: PendingRequest, status: Int = 200
    ) -> (text: String, keepsAlive: Bool) {
        let delivery = delivery(pending.request, "0123456789", status: status, headers: [], fault: fault)
        let plan = ResponsePlan(delivery, to: pending.request)
        var buffer = ByteBuffer()
        var encoder = HTTP1ResponseEncoder(pending)
        encoder.writeHead(plan, of: delivery, to: &buffer)
        buffer.writeString(String("0123456789".prefix(plan.transmission.body)))
        encoder.writeTail(plan.transmission.tail, call: 1, to: &buffer)
        return (String(decoding: buffer.readableBytesView, as: UTF8.self), encoder.keepsAlive)
    }

    private let head = "HTTP/1.1 200 OK\r\nContent-Length: 10\r\nX-Mock-Call: 1\r\n"

    @Test func `a whole response says what becomes of the connection`() {
        #expect(written(nil, to: pending()) == (head + "\r\n0123456789", true))
        #expect(written(nil, to: pending(keepsAlive: false)) == (head + "Connection: close\r\n\r\n0123456789", false))
        #expect(written(nil, to: pending(minorVersion: 0)).text == head + "Connection: keep-alive\r\n\r\n0123456789")
        #expect(written(nil, to: pending("HEAD")).text == head + "\r\n")
        #expect(written(nil, to: pending(), status: 204).text == "HTTP/1.1 204 No Content\r\nX-Mock-Call: 1\r\n\r\n")
    }

    @Test func `a malformed response is one chunk and a line that is none, on a connection that closes`() {
        let (text, keepsAlive) = written(Fault(.malformed, after: 3), to: pending())
        #expect(
            text == "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nX-Mock-Call: 1\r\nConnection: close\r\n\r\n"
                + "3\r\n012\r\nnot-a-size\r\n")
        #expect(!keepsAlive)
        #expect(written(Fault(.malformed, after: 0), to: pending()).text.hasSuffix("\r\n\r\nnot-a-size\r\n"))
        #expect(written(Fault(.malformed), to: pending("HEAD")).text.hasSuffix("Connection: close\r\n\r\n"))
    }

    @Test func `a response that is cut has the head of the whole one`() {
        #expect(written(Fault(.truncate), to: pending()).text == head + "\r\n01234")
        #expect(written(Fault(.close), to: pending()).text == "")
        #expect(written(Fault(.truncate), to: pending("HEAD")).text == head + "\r\n")
        let bodiless = "HTTP/1.1 204 No Content\r\nX-Mock-Call: 1\r\n\r\n"
        let half = written(Fault(.truncate), to: pending(), status: 204).text
        #expect(half == bodiless.prefix(bodiless.utf8.count / 2))
    }

    @Test(arguments: [
        (1, true, "Transfer-Encoding: chunked\r\nX-Mock-Call: 1\r\n\r\n3\r\none\r\n3\r\ntwo\r\n0\r\n\r\n", true),
        (
            1, false,
            "Transfer-Encoding: chunked\r\nX-Mock-Call: 1\r\nConnection: close\r\n\r\n3\r\none\r\n3\r\ntwo\r\n0\r\n\r\n",
            false
        ),
        (0, true, "X-Mock-Call: 1\r\nConnection: close\r\n\r\nonetwo", false),
    ])
    func `a stream is chunked, and of HTTP 1 0 it is plain up to the end of the connection`(
        _ minorVersion: Int, _ asksToStay: Bool, _ expected: String, _ keepsAlive: Bool
    ) {
        let pending = pending(minorVersion: minorVersion, keepsAlive: asksToStay)
        var buffer = ByteBuffer()
        var encoder = HTTP1ResponseEncoder(pending)
        let isWritten = encoder.writeStreamHead(delivery(pending.request, headers: []), to: &buffer)
        #expect(isWritten)
        for part in ["one", "", "two"] { encoder.writePart(Array(part.utf8), to: &buffer) }
        encoder.writeTail(.end, call: 1, to: &buffer)
        #expect(String(buffer: buffer) == "HTTP/1.1 200 OK\r\n" + expected)
        #expect(encoder.keepsAlive == keepsAlive)
    }

    @Test func `nothing is written of a stream whose head cannot be`() {
        var buffer = ByteBuffer()
        var encoder = HTTP1ResponseEncoder(pending())
        let isWritten = encoder.writeStreamHead(delivery(pending().request, headers: [("A", "b\nc")]), to: &buffer)
        #expect(!isWritten)
        #expect(buffer.readableBytes == 0)
    }
}
