import MockModel

/// Reads the behaviors of the settings.
enum BehaviorSection {
    static let model = "\"/**\": { delay: 20ms..60ms }"

    /// The rules of the group, in its order.
    static func rules(_ section: inout SettingsSection) -> [BehaviorRule] {
        section.all.compactMap { field in
            _ = section.read(field.name) { _, _ throws(Problem) in try checkPattern(field) }
            return section.section(field.name, model: model) { section in
                BehaviorRule(pattern: field.name, behavior: behavior(&section), location: field.place)
            }
        }
    }

    private static func checkPattern(_ field: YAMLField) throws(Problem) {
        let words = field.name.split(separator: " ", omittingEmptySubsequences: false)
        guard let path = words.last, path.hasPrefix("/"), words.count <= 2 else {
            let meant = PathNotation(field.name, hasStars: true)?.meant
            throw Problem(
                .error, "bad-setting", "\"\(field.name)\" is no pattern of routes", at: field.place,
                hint: meant.map { "write \"\($0)\"" } ?? "write \"/**\", \"/payments/*\" or \"GET /users/{id}\"")
        }
        guard words.count == 1 || HTTPMethods.contains(String(words[0])) else {
            let near = HTTPMethods.closest(to: String(words[0]))
            throw Problem(
                .error, "bad-setting", "\"\(words[0])\" is no method", at: field.place,
                hint: near.map { "did you mean \"\($0) \(path)\"?" })
        }
    }

    private static func behavior(_ section: inout SettingsSection) -> Behavior {
        Behavior(
            delay: section.read("delay") { value, path throws(Problem) in
                try value.measure(path, model: "delay: 20ms..60ms") { text throws(ValueError) in
                    try Latency(parsing: text)
                }
            },
            rate: section.read("rate") { value, path throws(Problem) in
                try value.measure(path, model: "rate: 20kB/s") { text throws(ValueError) in try Rate(parsing: text) }
            },
            fail: section.section("fail", model: "fail: { rate: 0.1, status: 503 }", fail),
            limit: section.section("limit", model: limitModel, limit) ?? nil)
    }

    private static func fail(_ section: inout SettingsSection) -> Behavior.Fail {
        var fail = Behavior.Fail()
        fail.rate = section.read("rate") { value, path throws(Problem) in try value.share(path) } ?? fail.rate
        fail.status = section.read("status") { value, path throws(Problem) in try value.status(path) } ?? fail.status
        fail.example = example(&section)
        fail.fault = section.read("fault") { value, path throws(Problem) in
            try value.measure(path, model: "fault: reset") { text throws(ValueError) in try Fault(parsing: text) }
        }
        return fail
    }

    private static let limitModel = "limit: { requests: 5, per: 1m }"

    private static func limit(_ section: inout SettingsSection) -> Behavior.Limit? {
        let requests = section.read("requests") { value, path throws(Problem) in
            try value.integer(path, in: 0...Int(Int32.max), model: limitModel)
        }
        let per = section.read("per") { value, path throws(Problem) in try value.duration(path, model: limitModel) }
        let key = section.read("key") { value, path throws(Problem) in try value.limitKey(path) }
        let status = section.read("status") { value, path throws(Problem) in try value.status(path) }
        let example = example(&section)
        guard let requests, let per else {
            section.demand(["requests", "per"], model: limitModel)
            return nil
        }
        return Behavior.Limit(requests: requests, per: per, key: key, status: status ?? 429, example: example)
    }

    private static func example(_ section: inout SettingsSection) -> String? {
        section.read("example") { value, path throws(Problem) in try value.text(path, model: "example: busy") }
    }
}

extension YAMLValue {
    /// What tells clients apart.
    fileprivate func limitKey(_ path: String) throws(Problem) -> String {
        let model = "key: ip, key: header.x-api-key or key: query.token"
        let text = try self.text(path, model: model)
        let isPart = ["header.", "query."].contains { text.hasPrefix($0) && text.count > $0.count }
        guard text == "ip" || isPart else {
            throw problem("\"\(path)\" is \"\(text)\", which tells no clients apart", hint: "write \(model)")
        }
        return text
    }
}
