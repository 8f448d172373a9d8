import NIOCore

@testable import MockServer

/// The events of the request parser for these pieces, without the request to continue, which depends on where the pieces end.
func parserEvents(of pieces: [[UInt8]]) -> [RequestParser.Event] {
    var parser = RequestParser { 1024 }
    var events: [RequestParser.Event] = []
    for piece in pieces {
        parser.feed(ByteBuffer(bytes: piece))
        for _ in 0...piece.count + 2 {
            let event = parser.next()
            if event == .incomplete { break }
            if event != .continueExpected { events.append(event) }
        }
    }
    return events
}
