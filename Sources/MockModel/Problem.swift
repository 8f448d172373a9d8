/// Something wrong with a file of the project, found while loading.
///
/// It carries facts; `ProblemText` of the command line turns them into words.
public struct Problem: Error, Sendable, Equatable {
    /// How bad it is.
    public enum Severity: String, Sendable {
        /// The file cannot be used.
        case error
        /// It can be used, and surely does not do what was meant.
        case warning
        /// Worth knowing.
        case note
    }

    /// How bad it is.
    public var severity: Severity
    /// The finding's name, such as `bad-template`, by which it can be silenced.
    public var name: String
    /// What is wrong, in one line.
    public var message: String
    /// Where.
    public var location: SourceLocation?
    /// What to do next, such as `did you mean "gone"?`; shown at the underline or below.
    public var hint: String?
    /// Further lines of context.
    public var notes: [String]
    /// What may be written in the place of what `location` names, so that the problem is gone; `nil` where that is for people to say.
    public var replacement: String?
    /// Whole lines that may stand in the place of others, all of them together.
    public var rewrites: [Rewrite] = []
    /// Whether the lines surely mean what was meant.
    public var isRewriteSure = false

    /// A line of the file as it may be written.
    public struct Rewrite: Sendable, Equatable {
        /// Its number, from 1.
        public let line: Int
        /// The whole line, without its end.
        public let text: String

        /// Makes a rewrite.
        public init(line: Int, text: String) {
            self.line = line
            self.text = text
        }
    }

    /// Makes a problem.
    public init(
        _ severity: Severity, _ name: String, _ message: String, at location: SourceLocation? = nil,
        hint: String? = nil, notes: [String] = []
    ) {
        self.severity = severity
        self.name = name
        self.message = message
        self.location = location
        self.hint = hint
        self.notes = notes
    }
}
