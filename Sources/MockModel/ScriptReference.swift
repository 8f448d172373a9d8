/// A chain of names that an expression reads, such as `req.params.id`; a dynamic variable of Postman, `$guid`, is a chain of one.
public struct ScriptReference: Sendable, Equatable {
    /// One name of it.
    public struct Name: Sendable, Equatable {
        /// The name as it is written.
        public var text: String
        /// Where it stands.
        public var location: SourceLocation

        /// Makes a name.
        public init(_ text: String, at location: SourceLocation) {
            self.text = text
            self.location = location
        }
    }

    /// The names, the one of the variable first; at least one.
    public var names: [Name]
    /// Whether what the chain leads to becomes the value of its expression, or a part of it.
    public var isValue: Bool

    /// Makes a chain.
    public init(_ names: [Name], isValue: Bool = false) {
        self.names = names
        self.isValue = isValue
    }
}
