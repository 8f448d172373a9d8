import Crypto
import Foundation
import MockModel

/// The opening of a WebSocket (RFC 6455 §4.2): the request checked, and what the answer says.
struct WebSocketHandshake {
    /// `Sec-WebSocket-Accept`: proves that the request was understood.
    let accept: String
    /// The subprotocol: the first the client asks for among those the response names.
    let subprotocol: String?

    /// Why a request opens no WebSocket.
    typealias Refusal = WebSocketRefusal

    init(_ turn: PendingRequest, _ response: Response) throws(Refusal) {
        let headers = turn.request.headers
        if let refusal = turn.request.webSocketRefusal { throw refusal }
        guard turn.minorVersion == 1, let key = headers["Sec-WebSocket-Key"] else { throw .badRequestLine }
        let digest = Insecure.SHA1.hash(data: Data((key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11").utf8))
        accept = Data(digest).base64EncodedString()
        let offered = response.headers.words("Sec-WebSocket-Protocol")
        subprotocol = headers.words("Sec-WebSocket-Protocol").first { offered.contains($0) }
    }

    /// The response with its header completed.
    func completed(_ response: Response) -> Response {
        var response = response
        let taken = ["upgrade", "sec-websocket-accept", "sec-websocket-protocol", "sec-websocket-extensions"]
        let fields = response.headers.fields.filter { !taken.contains($0.name.lowercased()) }
        response.headers = HeaderFields(
            [.init("Upgrade", "websocket"), .init("Sec-WebSocket-Accept", accept)] + fields)
        if let subprotocol { response.headers.append("Sec-WebSocket-Protocol", subprotocol) }
        return response
    }
}

extension HeaderFields {
    /// The elements of a list.
    fileprivate func words(_ name: String) -> [String] {
        values(of: name).flatMap { $0.split(separator: ",") }
            .map { String($0.drop { $0 == " " || $0 == "\t" }.reversed().drop { $0 == " " || $0 == "\t" }.reversed()) }
    }
}
