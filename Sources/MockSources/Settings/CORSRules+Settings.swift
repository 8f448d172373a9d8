import MockModel

extension CORSRules {
    /// How the setting is written.
    static let model = "cors: true or cors: { origins: [https://app.example.com], credentials: true }"

    /// `cors: true` allows pages of every origin, `cors: false` adds nothing at all.
    init(isOn: Bool) {
        self.init(origins: isOn ? .all : .none)
    }

    init(_ section: inout SettingsSection) {
        self.init()
        let listed = section.readEach("origins", model: "origins: [https://app.example.com]") {
            value, path throws(Problem) in try value.origin(path)
        }
        if section.has("origins") { origins = listed.contains("*") ? .all : .listed(listed) }
        headers = section.read("headers") { value, path throws(Problem) in
            try value.texts(path, model: "headers: [Authorization, Content-Type]")
        }
        credentials =
            section.read("credentials") { value, path throws(Problem) in
                try value.choice(path, of: ["true", "false"], model: "credentials: true") == "true"
            } ?? false
        maxAge = section.read("max_age") { value, path throws(Problem) in
            try value.duration(path, model: "max_age: 10m")
        }
    }
}

extension YAMLValue {
    /// An origin as browsers send it, in lower case, or `*` for every one.
    fileprivate func origin(_ path: String) throws(Problem) -> String {
        let text = try self.text(path, model: "origins: [https://app.example.com]").lowercased()
        if text == "*" || CORSRules.isOrigin(text) { return text }
        let trimmed = text.hasSuffix("/") ? String(text.dropLast()) : text
        throw problem(
            "\"\(path)\" is \"\(text)\", not an origin",
            hint: CORSRules.isOrigin(trimmed)
                ? "did you mean \"\(trimmed)\"?"
                : "an origin is a scheme, a host and perhaps a port: https://app.example.com")
    }
}
