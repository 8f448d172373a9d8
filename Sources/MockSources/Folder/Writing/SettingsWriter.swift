import MockModel

/// The settings of a project as the text of `mockscript.yaml`: those that are not at their defaults.
enum SettingsWriter {
    /// The text; empty when every setting is at its default.
    static func text(_ settings: Settings, silenced: Set<String> = []) -> String {
        let comment = silenced.isEmpty ? "" : "# mockscript: ignore \(silenced.sorted().joined(separator: ", "))\n"
        return comment + YAMLWriter.text(object(settings), hasTypes: false)
    }

    private static func object(_ settings: Settings) -> JSONObject {
        let standard = Settings()
        var object = JSONObject()
        object["name"] = settings.name.map(JSONValue.string)
        object["port"] = settings.port.map { .integer(Int64($0)) }
        object["basePath"] = settings.basePath.map { .string(path($0)) }
        object["seed"] = settings.seed.map { .string(String($0)) }
        object["scenario"] = settings.scenario.map(JSONValue.string)
        object["openapi"] = settings.openapi.map(JSONValue.string)
        if settings.matching != .routes { object["matching"] = .string(settings.matching.rawValue) }
        object["upstream"] = settings.upstream.map(JSONValue.string)
        if settings.unmatched != standard.unmatched { object["unmatched"] = unmatched(settings.unmatched) }
        if settings.cors != standard.cors { object["cors"] = cors(settings.cors) }
        if !settings.network.isEmpty { object["network"] = texts(settings.network) }
        if !settings.environment.isEmpty { object["env"] = texts(settings.environment) }
        if settings.redact != standard.redact { object["redact"] = redact(settings.redact) }
        object["clock"] = group(clock(settings.clock))
        object["sessions"] = group(sessions(settings.sessions))
        object["behaviors"] = group(behaviors(settings.behaviors))
        object["limits"] = group(limits(settings.limits))
        return object
    }

    private static func group(_ object: JSONObject) -> JSONValue? { object.members.isEmpty ? nil : .object(object) }

    private static func texts(_ texts: [String]) -> JSONValue { .array(texts.map(JSONValue.string)) }

    /// A path whose texts are escaped as in a URL.
    private static func path(_ pattern: PathPattern) -> String {
        pattern.segments.map { segment in
            switch segment {
            case .literal(let text): "/" + SafeFileName.escaped(text)
            case .affixed(let prefix, let name, let suffix):
                "/" + SafeFileName.escaped(prefix) + "{\(name)}" + SafeFileName.escaped(suffix)
            case .parameter, .rest: "/\(segment)"
            }
        }.joined()
    }

    private static func unmatched(_ unmatched: Settings.Unmatched) -> JSONValue {
        switch unmatched {
        case .proxy: "proxy"
        case .status(let status): .integer(Int64(status))
        }
    }

    private static func cors(_ rules: CORSRules) -> JSONValue {
        var object = JSONObject()
        switch rules.origins {
        case .none: return false
        case .all, .loopback: break
        case .listed(let origins): object["origins"] = texts(origins)
        }
        object["headers"] = rules.headers.map(texts)
        if rules.credentials { object["credentials"] = true }
        object["max_age"] = rules.maxAge.map { .string(written($0)) }
        return object.members.isEmpty ? true : .object(object)
    }

    private static func redact(_ redact: Settings.Redact) -> JSONValue {
        if redact.names.isEmpty { return "always" }
        return texts(redact.names + (redact.isAlways ? ["always"] : []))
    }

    private static func clock(_ clock: Settings.Clock) -> JSONObject {
        var object = JSONObject()
        object["start"] = clock.start.map { .string(TimeText.rfc3339($0, milliseconds: $0 % 1_000 != 0)) }
        if clock.isFrozen { object["mode"] = "frozen" }
        return object
    }

    private static func sessions(_ sessions: Settings.Sessions) -> JSONObject {
        let standard = Settings.Sessions()
        var object = JSONObject()
        if sessions.header != standard.header { object["header"] = .string(sessions.header) }
        if sessions.idle != standard.idle { object["idle"] = .string(written(sessions.idle)) }
        return object
    }

    private static func limits(_ limits: Settings.Limits) -> JSONObject {
        let standard = Settings.Limits()
        var object = JSONObject()
        if limits.cpu != standard.cpu { object["cpu"] = .string(written(limits.cpu)) }
        if limits.memory != standard.memory { object["memory"] = .string(size(limits.memory)) }
        if limits.time != standard.time { object["time"] = .string(written(limits.time)) }
        if limits.body != standard.body { object["body"] = .string(size(limits.body)) }
        return object
    }

    /// Bytes in the largest unit that needs no fraction.
    private static func size(_ bytes: Int) -> String {
        let units = [("GB", 1_000_000_000), ("MB", 1_000_000), ("MiB", 1 << 20), ("kB", 1_000), ("KiB", 1 << 10)]
        let unit = units.first { bytes % $0.1 == 0 }
        return unit.map { "\(bytes / $0.1)\($0.0)" } ?? "\(bytes)B"
    }

    /// A duration that reads back as the same.
    static func written(_ duration: Duration) -> String {
        let text = duration.written
        return (try? Duration(mock: text)) == duration ? text : "\(duration / .milliseconds(1))ms"
    }
}

/// The behaviors.
extension SettingsWriter {
    private static func behaviors(_ rules: [BehaviorRule]) -> JSONObject {
        JSONObject(rules.map { .init($0.pattern, .object(behavior($0.behavior))) })
    }

    private static func behavior(_ behavior: Behavior) -> JSONObject {
        var object = JSONObject()
        object["delay"] = behavior.delay.map { .string($0.description) }
        object["rate"] = behavior.rate.map { .string($0.description) }
        object["fail"] = behavior.fail.map { .object(fail($0)) }
        object["limit"] = behavior.limit.map { .object(limit($0)) }
        return object
    }

    private static func fail(_ fail: Behavior.Fail) -> JSONObject {
        let standard = Behavior.Fail()
        var object = JSONObject([.init("rate", .number(fail.rate))])
        if fail.status != standard.status { object["status"] = .integer(Int64(fail.status)) }
        object["example"] = fail.example.map(JSONValue.string)
        object["fault"] = fail.fault.map { .string($0.kind.rawValue) }
        return object
    }

    private static func limit(_ limit: Behavior.Limit) -> JSONObject {
        var object = JSONObject([
            .init("requests", .integer(Int64(limit.requests))), .init("per", .string(written(limit.per))),
        ])
        object["key"] = limit.key.map(JSONValue.string)
        if limit.status != 429 { object["status"] = .integer(Int64(limit.status)) }
        object["example"] = limit.example.map(JSONValue.string)
        return object
    }
}
