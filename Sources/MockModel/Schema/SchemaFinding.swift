/// One thing about a value that its schema does not allow.
public struct SchemaFinding: Sendable, Equatable {
    /// Where in the value, as a JSON Pointer (RFC 6901); empty for the whole.
    public let path: String
    /// What is wrong there, in words that follow the place: "must be at least 1, but it is 0".
    public let message: String

    /// Makes a finding.
    public init(path: String, message: String) {
        self.path = path
        self.message = message
    }
}

/// Why a schema cannot be used.
public struct SchemaError: Error, Sendable, Equatable {
    /// The document it stands in.
    public let document: String
    /// Where in the document, as a JSON Pointer (RFC 6901).
    public let pointer: String
    /// What is wrong, in one line.
    public let message: String
    /// What to do next.
    public let hint: String?

    /// Makes an error.
    public init(document: String, pointer: String, message: String, hint: String? = nil) {
        self.document = document
        self.pointer = pointer
        self.message = message
        self.hint = hint
    }
}

/// Why a check was given up before its end was known.
public enum SchemaLimit: Error, Sendable, Equatable {
    /// Schemas led to schemas more than `JSONSchema.maximumDepth` times, as one does that refers to itself.
    case depth(path: String)
    /// More than `JSONSchema.maximumSteps` schemas were looked at.
    case steps
    /// A regular expression took too long on a text of the value.
    case pattern(String, path: String)
}

extension SchemaLimit: CustomStringConvertible {
    /// The reason in one line.
    public var description: String {
        switch self {
        case .depth(let path):
            "the schema leads from schema to schema without an end\(path.isEmpty ? "" : " at \(path)")"
        case .steps: "the check was given up after \(JSONSchema.maximumSteps) steps: too many branches for this value"
        case .pattern(let pattern, let path):
            "the pattern \(pattern) takes too long on \(path.isEmpty ? "the value" : path)"
        }
    }
}
