/// The readers that are fuzzed, by the names that `scripts/fuzz` takes.
enum FuzzTarget: String, CaseIterable {
    case request, chunks, response, frames, multipart, json, template, yaml, collection, patterns, packed, example, units

    /// Gives a reader one input; a broken promise ends the process.
    func run(_ bytes: [UInt8]) {
        switch self {
        case .request: EdgeTargets.request(bytes)
        case .chunks: EdgeTargets.chunks(bytes)
        case .response: EdgeTargets.response(bytes)
        case .frames: EdgeTargets.frames(bytes)
        case .multipart: DataTargets.multipart(bytes)
        case .json: DataTargets.json(bytes)
        case .packed: DataTargets.packed(bytes)
        case .patterns: DataTargets.patterns(bytes)
        case .units: DataTargets.units(bytes)
        case .template: SourceTargets.template(bytes)
        case .yaml: SourceTargets.yaml(bytes)
        case .collection: SourceTargets.collection(bytes)
        case .example: SourceTargets.example(bytes)
        }
    }
}

/// Ends the process when a promise of a reader does not hold, so that libFuzzer keeps the input.
func check(_ holds: Bool, _ promise: @autoclosure () -> String) {
    if !holds { fatalError("broken promise: \(promise())") }
}
