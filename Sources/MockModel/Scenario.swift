/// A named arrangement of a session: prepared state, pinned examples, behaviors.
public struct Scenario: Sendable, Equatable {
    /// Its name: that of its file.
    public let name: String
    /// The script that returns it.
    public let script: String
    /// Its file.
    public let location: SourceLocation
    /// What it is, in a line.
    public var summary: String?
    /// Whether it has a function that prepares the session.
    public var hasSetup = false
    /// The examples that answer, whatever conditions and code would say.
    public var examples: [Pin] = []
    /// Layers that replace those of the project for the same pattern.
    public var behaviors: [BehaviorRule] = []

    /// A route and the example that answers for it.
    public struct Pin: Sendable, Equatable {
        /// The route, as written.
        public let route: String
        /// The name of the example.
        public let example: String
        /// Where it is written.
        public let location: SourceLocation

        /// Makes a pin.
        public init(route: String, example: String, location: SourceLocation) {
            self.route = route
            self.example = example
            self.location = location
        }
    }

    /// Makes a scenario that arranges nothing yet.
    public init(name: String, script: String, location: SourceLocation) {
        self.name = name
        self.script = script
        self.location = location
    }
}
