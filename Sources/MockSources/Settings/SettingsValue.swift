import MockModel

/// A value of the settings with its place: what YAML gives, without types of its own.
struct SettingsValue: Equatable {
    /// What it is.
    indirect enum Kind: Equatable {
        /// `null`, `~`, or nothing behind the colon.
        case nothing
        /// A number, a word, a text.
        case text(String)
        case list([SettingsValue])
        case fields([SettingsField])
    }

    let kind: Kind
    let place: SourceLocation
    /// Whether a text stood without quotes.
    var isPlain = false

    /// What it is, in words.
    var kindInWords: String {
        switch kind {
        case .nothing: "empty"
        case .text(let text): "\"\(text)\""
        case .list: "a list"
        case .fields: "a group of settings"
        }
    }

    /// A problem with this value.
    func problem(_ message: String, hint: String? = nil) -> Problem {
        Problem(.error, "bad-setting", message, at: place, hint: hint)
    }
}

/// A name and its value.
struct SettingsField: Equatable {
    let name: String
    let place: SourceLocation
    let value: SettingsValue
}
