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
    enum Refusal: Error, Equatable {
        /// It does not ask for one.
        case noUpgrade
        /// It asks in HTTP/1.0, or with another method than GET.
        case badRequestLine
        /// It speaks another version than 13.
        case badVersion(String?)
        /// Its key is not 16 bytes in base64.
        case badKey
    }

    init(_ turn: PendingRequest, _ response: Response) throws(Refusal) {
        let headers = turn.request.headers
        guard headers.tokens("Upgrade").contains("websocket"), headers.tokens("Connection").contains("upgrade") else {
            throw .noUpgrade
        }
        guard turn.request.method == "GET", turn.minorVersion == 1 else { throw .badRequestLine }
        let version = headers["Sec-WebSocket-Version"]
        guard version == "13" else { throw .badVersion(version) }
        let keys = headers.values(of: "Sec-WebSocket-Key")
        guard keys.count == 1, Data(base64Encoded: keys[0])?.count == 16 else { throw .badKey }
        let digest = Insecure.SHA1.hash(data: Data((keys[0] + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11").utf8))
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

extension WebSocketHandshake.Refusal {
    /// The answer's status: 426 says what to ask for (RFC 9110 §15.5.22).
    var status: Int { self == .badKey ? 400 : 426 }

    /// What is wrong and what would be right, in one sentence.
    var detail: String {
        switch self {
        case .noUpgrade:
            "This route is a WebSocket: connect with a WebSocket client, which sends Connection: Upgrade and Upgrade: websocket."
        case .badRequestLine: "A WebSocket is opened with GET and HTTP/1.1."
        case .badVersion(let version):
            "This server speaks version 13 of WebSocket (RFC 6455), but Sec-WebSocket-Version is \(version ?? "missing")."
        case .badKey: "Sec-WebSocket-Key must be 16 bytes in base64, once."
        }
    }
}

extension HeaderFields {
    /// The elements of a list.
    fileprivate func words(_ name: String) -> [String] {
        values(of: name).flatMap { $0.split(separator: ",") }
            .map { String($0.drop { $0 == " " || $0 == "\t" }.reversed().drop { $0 == " " || $0 == "\t" }.reversed()) }
    }

    /// The elements of a list whose letter case does not matter.
    fileprivate func tokens(_ name: String) -> [String] { words(name).map { $0.lowercased() } }
}
