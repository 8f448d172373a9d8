// Stand-ins that the real declarations replace one by one: whoever adds one deletes its line here.
// swift-format-ignore-file
import MockModel
enum FakeData { static func value(_ kind: String, arguments: [ScriptArgument], random: inout RandomGenerator, now: Int64) -> ScriptArgument? { nil } }
extension SessionState {
    func fill(_ template: VariableTemplate, _ example: Example, _ visit: Visit, _ route: CompiledRoute, _ reason: Exchange.Reason) -> Answer { Answer(example, head: nil, because: reason) }
}
