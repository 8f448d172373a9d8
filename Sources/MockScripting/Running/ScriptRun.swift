internal import MockModel

/// One call on its way through code: what host functions see of it.
final class ScriptRun {
    let call: Call
    /// The example that the response stands for now.
    var example: Example?
    /// What a failure with this message really is.
    private var noted: (kind: ScriptFailure.Kind, message: String)?

    init(_ call: Call) {
        self.call = call
        self.example = call.example
    }

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
