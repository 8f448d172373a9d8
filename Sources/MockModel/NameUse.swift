/// The name of an example or of a collection where it stands in code.
public struct NameUse: Sendable, Equatable {
    /// The name.
    public let name: String
    /// Where it stands.
    public let location: SourceLocation
    /// Of a collection, the field by which its records are found, where the code names another than `id`.
    public var key: String?

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
