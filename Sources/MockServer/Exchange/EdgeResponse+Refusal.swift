import MockEngine
import MockModel

extension EdgeResponse {
    /// The answer to a message that is not served.
    static func refusal(_ failure: RequestFailure) -> Response {
        var response = problem(failure.status, failure.detail)
        if failure.status == 503 { response.headers.append("Retry-After", "1") }
        return response
    }

    /// The answer to a request that opens no WebSocket; it says what to ask for (RFC 6455 §4.2.2).
    static func handshake(_ refusal: WebSocketHandshake.Refusal) -> Response {
        var response = problem(refusal.status, refusal.detail)
        guard refusal.status == 426 else { return response }
        response.headers.append("Upgrade", "websocket")
        response.headers.append("Sec-WebSocket-Version", "13")
        return response
    }
}
