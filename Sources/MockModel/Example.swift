/// One saved answer of a route.
public struct Example: Sendable {
    /// Its name; "default" when the file gives none.
    public var name: String
    /// What it answers, before templating.
    public var response: Response
    /// How text in the body or the header is filled in; `nil` sends the response as it is.
    public var template: Template?
    /// Conditions of `@match`; all must hold.
    public var conditions: [Condition]
    /// The script of `@when`: a chunk that returns `function(req, state)`.
    public var when: String?
    /// The expressions of `@when` as they were written.
    public var expressions: [String] = []
    /// The calls of the route it answers (`@turn 1..2`), counted from 1 in each session.
    public var turns: ClosedRange<Int>?
    /// Its share among the examples that match equally well (`@weight`).
    public var weight: Double?
    /// Time before the first byte (`@delay`).
    public var delay: Latency?
    /// What goes wrong on the wire (`@fault`).
    public var fault: Fault?
    /// Speed of the body (`@rate`).
    public var rate: Rate?
    /// The version of the file that its body in memory is a copy of, when requests may ask for a part of it, or whether it has changed.
    public var version: FileVersion?
    /// The fields of an interim answer 103 before it (`@early-hints`); empty sends none.
    public var earlyHints: HeaderFields
    /// What it shows (`@summary`).
    public var summary: String?
    /// Where it was written.
    public var location: SourceLocation
    /// What an imported example knows of the request it answers; `nil` in a folder.
    public var origin: ExampleOrigin?
    /// What an API description says of it; `nil` for an example of any other source.
    public var described: DescribedAnswer?
    /// Why its file cannot be used; it then answers 500 and says so.
    public var failure: Problem?

    /// Stands for an example whose file cannot be used.
    public static func broken(_ name: String = "default", because problem: Problem) -> Example {
        var example = Example(
            name: name, response: Response(status: 500), location: problem.location ?? SourceLocation(file: ""))
        example.failure = problem
        return example
    }

    /// Makes an example; everything but its name, response and place is optional.
    public init(
        name: String = "default", response: Response, template: Template? = nil, conditions: [Condition] = [],
        when: String? = nil, turns: ClosedRange<Int>? = nil, weight: Double? = nil, delay: Latency? = nil,
        fault: Fault? = nil, rate: Rate? = nil, earlyHints: HeaderFields = HeaderFields(), summary: String? = nil,
        location: SourceLocation,
        origin: ExampleOrigin? = nil
    ) {
        self.name = name
        self.response = response
        self.template = template
        self.conditions = conditions
        self.when = when
        self.turns = turns
        self.weight = weight
        self.delay = delay
        self.fault = fault
        self.rate = rate
        self.earlyHints = earlyHints
        version = nil
        self.summary = summary
        self.location = location
        self.origin = origin
    }
}

/// How an example's text is filled in.
public enum Template: Sendable, Equatable {
    /// A Lua chunk of the project, by name, that returns the pieces of the body (and of header values) as
    /// `{ body = pieces, headers = { [n] = pieces } }`, where `pieces` is a list of texts and `{ kind, function(req) … }`.
    case script(String)
    /// Postman's `{{…}}`: text replaced by text, what is unknown stays as it is.
    case variables(VariableTemplate)
}
