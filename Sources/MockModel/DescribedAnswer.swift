/// What an API description says of an example: the response of an operation that it stands for.
///
/// A class of constants, so that examples share it.
public final class DescribedAnswer: Sendable {
    /// Which statuses a response is declared for.
    public enum Status: Sendable, Hashable {
        /// One status: `200`.
        case exact(Int)
        /// A hundred of them: 4 of `4XX`.
        case range(Int)
        /// Those that nothing else is declared for: `default`.
        case other
    }

    /// A header field without a value in the description.
    public struct Header: Sendable {
        /// Its name.
        public let name: String
        /// The URI of its schema in the project's schemas.
        public let schema: String

        /// Makes a header field.
        public init(name: String, schema: String) {
            self.name = name
            self.schema = schema
        }
    }

    /// Which statuses it is declared for.
    public let status: Status
    /// The content type that is sent, and that `Accept` chooses by; `nil` for a response without content.
    public let mediaType: String?
    /// The URI of the body's schema in the project's schemas; `nil` when none is declared.
    public let schema: String?
    /// Whether its body is made from its schema, since the description has no example.
    public let isGenerated: Bool
    /// The header fields whose values are made from their schemas.
    public let headers: [Header]

    /// Makes a response of a description.
    public init(
        status: Status, mediaType: String?, schema: String? = nil, isGenerated: Bool = false, headers: [Header] = []
    ) {
        self.status = status
        self.mediaType = mediaType
        self.schema = schema
        self.isGenerated = isGenerated
        self.headers = headers
    }

    /// Whether a part of it is made when it is asked for.
    public var needsValues: Bool { isGenerated || !headers.isEmpty }
}

extension DescribedAnswer.Status: CustomStringConvertible {
    /// The status as descriptions write it: `200`, `4XX`, `default`.
    public var description: String {
        switch self {
        case .exact(let status): "\(status)"
        case .range(let hundred): "\(hundred)XX"
        case .other: "default"
        }
    }
}
