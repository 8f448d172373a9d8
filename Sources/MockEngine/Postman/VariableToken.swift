import MockModel

/// The inside of a `{{…}}`: a name and its arguments in single quotes, as in `$body 'user.name' 'nobody'`.
struct VariableToken: Equatable {
    let name: String
    let arguments: [String]

    init(_ text: String) {
        let text = text.trimmed
        let head = text.prefix { !$0.isWhitespace && $0 != "'" }
        name = String(head)
        var arguments: [String] = []
        var rest = text[head.endIndex...]
        while let open = rest.firstIndex(of: "'") {
            let inside = rest[rest.index(after: open)...]
            guard let close = inside.firstIndex(of: "'") else { break }
            arguments.append(String(inside[..<close]))
            rest = inside[inside.index(after: close)...]
        }
        self.arguments = arguments
    }
}

/// A place in a request body, as Postman's templates write it: `a.b.0.c`, with `\.` for a dot in a name.
struct ObjectPath: Equatable {
    let names: [String]

    init(_ text: String) {
        var names = [""]
        var isEscaped = false
        for character in text {
            if character == ".", !isEscaped {
                names.append("")
            } else if character == "\\", !isEscaped {
                isEscaped = true
                continue
            } else {
                names[names.count - 1].append(character)
            }
            isEscaped = false
        }
        self.names = names
    }

    /// The value at the place; indexes of lists count from 0.
    func value(in json: JSONValue) -> JSONValue? {
        names.reduce(json as JSONValue?) { value, name in
            guard case .array(let elements) = value else { return value?[name] }
            guard let index = Int(name), elements.indices.contains(index) else { return nil }
            return elements[index]
        }
    }
}
