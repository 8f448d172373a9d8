extension SchemaLibrary {
    /// The same schemas as they hold for answers: properties that are only written are not required in them (OpenAPI 3.0 §4.7.24).
    public func inReadContext() -> SchemaLibrary {
        var library = self
        for document in documents.values {
            guard let value = ReadOnlyView(document.value).value else { continue }
            var changed = Document(uri: document.uri, value: value, dialect: document.dialect)
            changed.isLoose = document.isLoose
            library.add(changed)
        }
        return library
    }
}

/// A document without the demands for properties that are only written.
private struct ReadOnlyView {
    private let root: JSONValue
    /// The changed document; `nil` when nothing in it changes.
    private(set) var value: JSONValue?

    init(_ root: JSONValue) {
        self.root = root
        value = changed(root)
    }

    private func changed(_ value: JSONValue) -> JSONValue? {
        switch value {
        case .array(let elements):
            let parts = elements.map(changed)
            guard parts.contains(where: { $0 != nil }) else { return nil }
            return .array(zip(elements, parts).map { $1 ?? $0 })
        case .object(let object): return changed(object).map { .object($0) }
        default: return nil
        }
    }

    private func changed(_ object: JSONObject) -> JSONObject? {
        var result = object
        var isChanged = false
        for member in object.members {
            guard let value = changed(member.value) else { continue }
            result[member.name] = value
            isChanged = true
        }
        guard case .object(let properties)? = object["properties"], let required = object["required"]?.elements else {
            return isChanged ? result : nil
        }
        let written = properties.members.filter { isOnlyWritten($0.value) }.map { JSONValue.string($0.name) }
        guard !written.isEmpty else { return isChanged ? result : nil }
        let kept = required.filter { !written.contains($0) }
        result["required"] = kept.isEmpty ? nil : .array(kept)
        return result
    }

    private func isOnlyWritten(_ schema: JSONValue) -> Bool {
        if schema["writeOnly"] == .bool(true) { return true }
        guard let reference = schema["$ref"]?.text, reference.hasPrefix("#/") else { return false }
        let steps = JSONPointer.steps(String(reference.dropFirst())) ?? []
        let target = steps.reduce(JSONValue?.some(root)) { $0?.member($1) }
        return target?["writeOnly"] == .bool(true)
    }
}
