/// The name of an example or of a collection where it stands in code.
public struct NameUse: Sendable, Equatable {
    /// The name.
    public let name: String
    /// Where it stands.
    public let location: SourceLocation

    /// Makes a use.
    public init(name: String, location: SourceLocation) {
        self.name = name
        self.location = location
    }
}

extension ScriptProgram {
    /// None.
    public var collectionUses: [NameUse] { [] }
}
