import MockModel

/// A value of a YAML document with its place; scalars are texts, whose types the reader of the document decides.
struct YAMLValue: Equatable {
    /// What it is.
    indirect enum Kind: Equatable {
        /// `null`, `~`, or nothing behind the colon.
        case nothing
        /// A number, a word, a text.
        case text(String)
        case list([YAMLValue])
        case fields([YAMLField])
    }

    let kind: Kind
    let place: SourceLocation
    /// Whether a text stood without quotes.
    var isPlain = false
}

/// A name and its value.
struct YAMLField: Equatable {
    let name: String
    let place: SourceLocation
    let value: YAMLValue
}
