internal import MockModel

/// One run of code, of a call or of a timer: what host functions see of it.
final class ScriptRun {
    /// The call; `nil` for what no call started.
    private(set) var call: Call?
    /// The place of the example that the response stands for now.
    var place: Int?
    /// What it reads of the session's messages; closed when it is over.
    var subscriptions: [Int] = []
    /// Bytes that its call held when it began to wait.
    var held = 0
    /// Whether its answer is given: what it makes now is a body, or nothing.
    var isAnswered: Bool
    /// The function that returned what is refused.
    var returned: SourceLocation?
    /// What a failure with this message really is.
    private var noted: (kind: ScriptFailure.Kind, message: String)?

    init(_ call: Call?, isAnswered: Bool = false) {
        self.call = call
        self.isAnswered = isAnswered
        self.place = call?.place
    }

    /// Begins anew for another call.
    func begin(_ call: Call) {
        self.call = call
        place = call.place
        isAnswered = false
    }

    /// Lets go of what it holds; most runs hold no more than their call.
    func end() {
        call = nil
        if returned != nil { returned = nil }
        if noted != nil { noted = nil }
    }

    /// The example that the response stands for now.
    var example: Example? { place.flatMap { call?.route.examples[$0] } }

    /// Remembers what kind of failure the message that is being raised stands for.
    func note(_ kind: ScriptFailure.Kind, _ message: String) {
        noted = (kind, message)
    }

    /// The kind of a failure: what was noted for its message, unless code caught that and failed otherwise.
    func kind(of message: String) -> ScriptFailure.Kind {
        guard let noted, noted.message == message else { return .runtime }
        return noted.kind
    }
}
