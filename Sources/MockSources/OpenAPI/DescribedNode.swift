import MockModel

/// A part of an API description, with where it stands.
struct DescribedNode {
    let value: JSONValue
    /// The path of its file in the project.
    let file: String
    /// Its place in the file.
    let pointer: String

    /// The member of a name.
    subscript(_ name: String) -> DescribedNode? {
        value[name].map { below(name, $0) }
    }

    /// The members, in the order written; none of what is no object.
    var members: [(name: String, node: DescribedNode)] {
        guard case .object(let object) = value else { return [] }
        return object.members.map { ($0.name, below($0.name, $0.value)) }
    }

    /// The elements; none of what is no list.
    var elements: [DescribedNode] {
        (value.elements ?? []).enumerated().map { below("\($0)", $1) }
    }

    var text: String? { value.text }
    var isObject: Bool { if case .object = value { true } else { false } }
    /// What it refers to.
    var reference: String? { value["$ref"]?.text }

    /// The name under which its schema is known in the project.
    var uri: String {
        let escaped = pointer.split(separator: "%", omittingEmptySubsequences: false).joined(separator: "%25")
        return "\(ProjectSchemas.root)\(file)#\(escaped)"
    }

    private func below(_ step: String, _ value: JSONValue) -> DescribedNode {
        DescribedNode(value: value, file: file, pointer: JSONPointer.appending(step, to: pointer))
    }

    /// The member or element that one step of a pointer leads to.
    func step(_ name: String) -> DescribedNode? {
        guard let elements = value.elements else { return self[name] }
        guard let place = Int(name), elements.indices.contains(place) else { return nil }
        return below(name, elements[place])
    }
}
