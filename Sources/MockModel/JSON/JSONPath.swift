/// A place in a JSON value: names and indexes from 0.
public struct JSONPath: Sendable, Hashable {
    /// One step down.
    public enum Step: Sendable, Hashable {
        /// Into an object.
        case name(String)
        /// Into an array, from 0.
        case index(Int)

        /// Whether both are the same; names are compared byte by byte.
        public static func == (left: Step, right: Step) -> Bool {
            switch (left, right) {
            case (.name(let left), .name(let right)): left.isSame(as: right)
            case (.index(let left), .index(let right)): left == right
            default: false
            }
        }
    }

    /// The steps from the root.
    public let steps: [Step]

    /// Makes a path.
    public init(_ steps: [Step]) {
        self.steps = steps
    }
}

extension JSONPath: CustomStringConvertible {
    /// The path as users write it: `a.b[0]["odd name"]`.
    public var description: String {
        var text = ""
        for step in steps {
            switch step {
            case .index(let index): text += "[\(index)]"
            case .name(let name) where JSONPath.isPlain(name): text += text.isEmpty ? name : "." + name
            case .name(let name): text += "[\(JSONWriter.quoted(name))]"
            }
        }
        return text
    }

    private static func isPlain(_ name: String) -> Bool {
        !name.isEmpty && !name.contains { $0.isWhitespace || ".[]\"=!<>~".contains($0) }
    }
}

extension JSONValue {
    /// The value at a place; `nil` when there is none.
    public subscript(path: JSONPath) -> JSONValue? {
        var value = self
        for step in path.steps {
            guard let next = value.child(at: step) else { return nil }
            value = next
        }
        return value
    }

    private func child(at step: JSONPath.Step) -> JSONValue? {
        switch step {
        case .name(let name): return self[name]
        case .index(let index):
            guard let elements, elements.indices.contains(index) else { return nil }
            return elements[index]
        }
    }
}
