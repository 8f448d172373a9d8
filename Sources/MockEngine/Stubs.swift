// Stand-ins that the real declarations replace one by one: whoever adds one deletes its line here.
// swift-format-ignore-file
import MockModel
enum FakeData { static func value(_ kind: String, arguments: [ScriptArgument], random: inout RandomGenerator, now: Int64) -> ScriptArgument? { nil } }
