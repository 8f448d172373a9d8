import MockFiles

/// What a user may say about how a source is read.
public struct SourceOptions: Sendable, Equatable {
    /// The file of a Postman environment (`-e`), whose values win over those of the collection.
    public let environmentFile: String?
    /// The absolute path of that file.
    public let environmentPath: String?
    /// Whether a collection is matched with Postman's guesses by id, letter case and distance (`--matching postman`).
    public var fuzzy: Bool
    /// Whether test files are read too; who serves has no use for them.
    public var withTests: Bool

    /// Whether the parts that mean nothing to a mock are kept (`Project.leftovers`), as an import needs them.
    public var withLeftovers: Bool

    /// Makes options.
    public init(
        environmentFile: String? = nil, fuzzy: Bool = false, withTests: Bool = false, withLeftovers: Bool = false
    ) {
        self.withLeftovers = withLeftovers
        self.environmentFile = environmentFile
        environmentPath = environmentFile.map { Disk.absolute($0) }
        self.fuzzy = fuzzy
        self.withTests = withTests
    }
}
