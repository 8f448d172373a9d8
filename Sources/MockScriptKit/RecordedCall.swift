import MockModel

/// A call of the mock, as its journal keeps it.
public struct RecordedCall: Sendable {
    /// A header field.
    public struct Field: Sendable, Equatable {
        /// The name as it was written.
        public let name: String
        /// The value.
        public let value: String
    }

    /// The number of the call in its session, from 1.
    public let number: Int
    /// The method.
    public let method: String
    /// The target as it was sent: path and query.
    public let target: String
    /// The header fields of the request, in order.
    public let headers: [Field]
    /// The body of the request.
    public let body: [UInt8]
    /// The route that answered, such as `GET /carts/{id}`; `nil` when none did.
    public let route: String?
    /// The status of the answer; `nil` when a fault took its place, or when the client left before.
    public let status: Int?
    /// Why the call was answered so, in one line.
    public let reason: String

    init(_ exchange: Exchange) {
        number = exchange.call
        method = exchange.request.method
        target = exchange.request.target
        headers = exchange.request.headers.fields.map { Field(name: $0.name.description, value: $0.value) }
        body = exchange.request.body
        route = exchange.reason.route
        status = exchange.response?.status
        reason = exchange.reason.sentence
    }

    /// The value of the first header field of a name, in any letter case; `nil` when there is none.
    public func header(_ name: String) -> String? {
        headers.first { $0.name.lowercased() == name.lowercased() }?.value
    }
}
