/// A collection that code names.
public struct CollectionUse: Sendable, Equatable {
    /// Its name.
    public let name: String
    /// Where the name stands.
    public let location: SourceLocation

    /// Makes a use.
    public init(name: String, location: SourceLocation) {
        self.name = name
        self.location = location
    }
}

extension ScriptProgram {
    /// None.
    public var collectionUses: [CollectionUse] { [] }
}
