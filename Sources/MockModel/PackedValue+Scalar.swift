extension PackedValue {
    /// No value: nil in Lua, null in JSON.
    public static let none = PackedValue(bytes: [0xC0])

    /// Packs a text.
    public init(_ text: String) {
        self.init(JSONValue.string(text))
    }

    /// Packs a truth value.
    public init(_ truth: Bool) {
        self.init(bytes: [truth ? 0xC3 : 0xC2])
    }

    /// Packs a scalar.
    public init(_ scalar: ScriptArgument) {
        switch scalar {
        case .none: self = .none
        case .bool(let truth): self.init(truth)
        case .integer(let integer): self.init(JSONValue.integer(integer))
        case .number(let number): self.init(JSONValue.number(number))
        case .text(let text): self.init(text)
        }
    }

    /// The scalar it holds; `nil` when it is a list or a table, or a number that no scalar holds exactly.
    public var scalar: ScriptArgument? {
        switch JSONValue(self) {
        case .null: ScriptArgument.none
        case .bool(let truth): .bool(truth)
        case .integer(let integer): .integer(integer)
        case .number(let number): .number(number)
        case .string(let text): .text(text)
        case .array, .object, .bigNumber: nil
        }
    }
}
