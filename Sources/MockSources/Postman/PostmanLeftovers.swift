import MockModel

/// The members of a collection that mean nothing to a mock: scripts, authorization, descriptions, cookies.
enum PostmanLeftovers {
    /// What an object of a collection is.
    private enum Part {
        case collection, info, item, request, response

        /// The members that the reader uses whole.
        ///
        /// Of an address it uses the path and the query, and of variables the values.
        var known: Set<String> {
            switch self {
            case .collection: ["info", "name", "item"]
            case .info: ["name", "schema"]
            case .item: ["name", "item", "request", "response"]
            case .request: ["method"]
            case .response: ["id", "_postman_id", "name", "code", "status", "body", "originalRequest"]
            }
        }

        /// The members that are parts themselves.
        func part(of member: String) -> Part? {
            switch (self, member) {
            case (.collection, "info"): .info
            case (.collection, "item"), (.item, "item"): .item
            case (.item, "request"), (.response, "originalRequest"): .request
            case (.item, "response"): .response
            default: nil
            }
        }
    }

    /// The leftovers of a collection in the order of the file.
    static func all(of collection: JSONValue, at pointer: String, in source: JSONSource) -> [Leftover] {
        var found: [Leftover] = []
        collect(collection, .collection, pointer, source, &found)
        return found
    }

    private static func collect(
        _ json: JSONValue, _ part: Part, _ pointer: String, _ source: JSONSource, _ found: inout [Leftover]
    ) {
        if let elements = json.elements {
            for (index, element) in elements.enumerated() {
                collect(element, part, "\(pointer)/\(index)", source, &found)
            }
        }
        guard case .object(let object) = json else { return }
        for member in object.members {
            let below = JSONPointer.appending(member.name, to: pointer)
            if let next = part.part(of: member.name) {
                collect(member.value, next, below, source, &found)
            } else if !part.known.contains(member.name), !isUsed(member) {
                found.append(Leftover(at: source.location(of: below), value: member.value))
            }
        }
    }

    /// Whether a header or a body is read with all that it says: nothing is switched off, described or set beside.
    private static func isUsed(_ member: JSONObject.Member) -> Bool {
        switch (member.name, member.value) {
        case ("header", .array(let entries)): entries.allSatisfy { isPlain($0, ["key", "value"]) }
        case ("body", .object(let body)):
            body.members.allSatisfy { part in
                ["mode", "raw"].contains(part.name)
                    || part.name == "urlencoded"
                        && (part.value.elements ?? []).allSatisfy { isPlain($0, ["key", "value"]) }
            }
        case ("header", .null), ("body", .null): true
        default: false
        }
    }

    private static func isPlain(_ json: JSONValue, _ names: Set<String>) -> Bool {
        guard case .object(let object) = json else { return false }
        return object.members.allSatisfy { names.contains($0.name) }
    }
}
