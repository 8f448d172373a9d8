import MockFiles
import MockModel

/// Reads `mockscript.yaml`.
enum SettingsReader {
    /// The names that the file may have, the usual one first.
    static let fileNames = ["mockscript.yaml", "mockscript.yml", "mockscript.json"]

    /// The settings of a file with what else it says; what is wrong stays at its default and stands among the problems.
    static func read(_ entry: FolderEntry, in root: ProjectRoot) -> ReadSettings {
        do throws(Problem) {
            let source = SourceText(file: entry.path, bytes: try bytes(of: entry, in: root))
            var read = try read(source)
            read.silenced = SilencedFindings.names(in: source.bytes, comment: "#")
            return read
        } catch { return ReadSettings(problems: [error]) }
    }

    private static func bytes(of entry: FolderEntry, in root: ProjectRoot) throws(Problem) -> [UInt8] {
        do throws(DiskError) {
            guard case .bytes(let bytes) = try root.contents(of: entry.target, upTo: YAMLDocument.largest) else {
                throw DiskError(reason: "is larger than 1 MiB")
            }
            return bytes.asUTF8
        } catch {
            throw Problem(.error, "unreadable-file", "\(entry.path) \(error.reason)", at: entry.location)
        }
    }

    /// The settings of a text.
    ///
    /// - Throws: `Problem` when it is no YAML.
    static func read(_ source: SourceText) throws(Problem) -> ReadSettings {
        var section = SettingsSection(try YAMLDocument.read(source), model: "name: value, one on a line")
        var settings = Settings()
        settings.readServer(from: &section)
        settings.readWorld(from: &section)
        settings.readLimits(from: &section)
        settings.behaviors = section.section("behaviors", model: BehaviorSection.model, BehaviorSection.rules) ?? []
        return ReadSettings(settings: settings, section)
    }
}

/// What a file of settings says.
struct ReadSettings {
    var settings = Settings()
    var problems: [Problem] = []
    /// Where each setting stands, by its path.
    var locations: [String: SourceLocation] = [:]
    /// The settings that mean nothing here.
    var leftovers: [Leftover] = []
    /// The findings that a comment of the file silences.
    var silenced: Set<String> = []

    init(problems: [Problem]) {
        self.problems = problems
    }

    fileprivate init(settings: Settings, _ section: SettingsSection) {
        self.settings = settings
        problems = section.finished()
        locations = section.locations
        leftovers = section.unknown.map { Leftover(at: $0.place, value: JSONValue($0.value)) } + section.leftovers
    }
}

extension Settings {
    /// What the server is and whom it stands for.
    fileprivate mutating func readServer(from section: inout SettingsSection) {
        name = section.read("name") { value, path throws(Problem) in try value.text(path, model: "name: Shop") }
        port = section.read("port") { value, path throws(Problem) in
            try value.integer(path, in: 0...65_535, model: "port: 4000")
        }
        basePath = section.read("basePath") { value, path throws(Problem) in try value.basePath(path) } ?? nil
        openapi = section.read("openapi") { value, path throws(Problem) in
            try value.text(path, model: "openapi: openapi.yaml")
        }
        matching =
            section.read("matching") { value, path throws(Problem) in
                let names = Settings.Matching.allCases.map(\.rawValue)
                let name = try value.choice(path, of: names, model: "matching: collection")
                return Settings.Matching(rawValue: name) ?? .routes
            } ?? matching
        upstream = section.read("upstream") { value, path throws(Problem) in try value.upstream(path) }
        cors = section.switched("cors", model: CORSRules.model, CORSRules.init(isOn:), CORSRules.init) ?? cors
        unmatched = section.read("unmatched") { value, path throws(Problem) in try value.unmatched(path) } ?? unmatched
    }

    /// What code sees of the world.
    fileprivate mutating func readWorld(from section: inout SettingsSection) {
        seed = section.read("seed") { value, path throws(Problem) in try value.seed(path) }
        scenario = section.read("scenario") { value, path throws(Problem) in
            try value.text(path, model: "scenario: card-declined")
        }
        network = section.readEach("network", model: "network: [https://hooks.example.test]") {
            value, path throws(Problem) in try value.networkEntry(path)
        }
        environment =
            section.read("env") { value, path throws(Problem) in try value.texts(path, model: "env: [STRIPE_KEY]") }
            ?? []
        clock =
            section.section("clock", model: "clock: { start: 2026-01-01T00:00:00Z, mode: frozen }", Clock.init) ?? clock
        redact = section.read("redact") { value, path throws(Problem) in try value.redact(path) } ?? redact
        sessions =
            section.section("sessions", model: "sessions: { header: X-Mock-Session, idle: 1h }", Sessions.init)
            ?? sessions
    }

    fileprivate mutating func readLimits(from section: inout SettingsSection) {
        limits =
            section.section("limits", model: "limits: { cpu: 1s, memory: 64MB, time: 60s, body: 10MB }", Limits.init)
            ?? limits
    }
}

extension Settings.Clock {
    fileprivate init(_ section: inout SettingsSection) {
        self.init()
        start = section.read("start") { value, path throws(Problem) in try value.time(path) }
        isFrozen =
            section.read("mode") { value, path throws(Problem) in
                try value.choice(path, of: ["real", "frozen"], model: "mode: real or mode: frozen") == "frozen"
            } ?? false
    }
}

extension Settings.Sessions {
    fileprivate init(_ section: inout SettingsSection) {
        self.init()
        header = section.read("header") { value, path throws(Problem) in try value.headerName(path) } ?? header
        idle =
            section.read("idle") { value, path throws(Problem) in try value.duration(path, model: "idle: 1h") } ?? idle
    }
}

extension Settings.Limits {
    fileprivate init(_ section: inout SettingsSection) {
        self.init()
        cpu = section.read("cpu") { value, path throws(Problem) in try value.cpuTime(path) } ?? cpu
        memory =
            section.read("memory") { value, path throws(Problem) in try value.size(path, model: "memory: 64MB") }
            ?? memory
        time = section.read("time") { value, path throws(Problem) in try value.answerTime(path) } ?? time
        body = section.read("body") { value, path throws(Problem) in try value.size(path, model: "body: 10MB") } ?? body
    }
}
