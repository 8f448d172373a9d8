/// Why a request opens no WebSocket (RFC 6455 §4.2.1).
public enum WebSocketRefusal: Error, Equatable, Sendable {
    /// It does not ask for one.
    case noUpgrade
    /// It asks in HTTP/1.0, or with another method than GET.
    case badRequestLine
    /// It speaks another version than 13.
    case badVersion(String?)
    /// Its key is not 16 bytes in base64.
    case badKey

    /// The answer's status: 426 says what to ask for (RFC 9110 §15.5.22).
    public var status: Int { self == .badKey ? 400 : 426 }

    /// What is wrong and what would be right, in one sentence.
    public var detail: String {
        switch self {
        case .noUpgrade:
            "This route is a WebSocket: connect with a WebSocket client, which sends Connection: Upgrade and Upgrade: websocket."
        case .badRequestLine: "A WebSocket is opened with GET in version 1.1 of HTTP."
        case .badVersion(let version):
            "This server speaks version 13 of WebSocket (RFC 6455), but Sec-WebSocket-Version is \(version ?? "missing")."
        case .badKey: "Sec-WebSocket-Key must be 16 bytes in base64, once."
        }
    }
}

extension Request {
    /// Why this request opens no WebSocket; `nil` when it is the handshake of one.
    public var webSocketRefusal: WebSocketRefusal? {
        guard headers.tokens("Upgrade").contains("websocket"), headers.tokens("Connection").contains("upgrade") else {
            return .noUpgrade
        }
        guard method == "GET" else { return .badRequestLine }
        let version = headers["Sec-WebSocket-Version"]
        guard version == "13" else { return .badVersion(version) }
        let keys = headers.values(of: "Sec-WebSocket-Key")
        return keys.count == 1 && Request.isWebSocketKey(keys[0]) ? nil : .badKey
    }

    /// Whether a text is 16 bytes in base64: 22 digits and two signs that fill the last group (RFC 4648 §4).
    private static func isWebSocketKey(_ text: String) -> Bool {
        let bytes = Array(text.utf8)
        guard bytes.count == 24, text.hasSuffix("==") else { return false }
        return bytes.prefix(22).allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"): true
            case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"), UInt8(ascii: "/"): true
            default: false
            }
        }
    }
}

extension HeaderFields {
    /// The elements of a list whose letter case does not matter.
    fileprivate func tokens(_ name: String) -> [String] {
        values(of: name).flatMap { $0.split(separator: ",") }.map { String($0.trimmed).lowercased() }
    }
}
