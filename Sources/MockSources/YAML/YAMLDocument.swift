import MockModel
import Yams

/// Reads a YAML text (or JSON, which is YAML) into values with places, within limits that no text can talk its way out of.
struct YAMLDocument {
    /// Bytes of a file of settings.
    static let largest = Limits.settings.bytes
    /// Aliases (`*name`) in a file of settings.
    static let mostAliases = 100

    /// How much of a text is read.
    struct Limits {
        /// Bytes of a file.
        let bytes: Int
        /// Values after every alias stands for what it names.
        let values: Int
        /// Lists and groups in each other.
        let levels: Int
        /// Whether tags are refused and aliases counted, as settings need none; prose is full of what looks like them.
        let isStrict: Bool

        /// Those of settings.
        static let settings = Limits(bytes: 1 << 20, values: 100_000, levels: 64, isStrict: true)
        /// Those of documents that people did not write for this program.
        static let documents = Limits(bytes: 16 << 20, values: 2_000_000, levels: 128, isStrict: false)
    }

    private let file: String
    private let limits: Limits
    private var values = 0

    /// Reads the one document of a file; an empty file is `nothing`.
    ///
    /// - Throws: `Problem` named `bad-yaml`, or `too-large` past a limit.
    static func read(_ source: SourceText, limits: Limits = .settings) throws(Problem) -> YAMLValue {
        guard source.bytes.count <= limits.bytes else {
            throw Problem(
                .error, "too-large", "\(source.file) is larger than \(limits.bytes >> 20) MiB",
                at: SourceLocation(file: source.file))
        }
        guard let text = String(validating: source.bytes, as: UTF8.self) else {
            throw Problem(.error, "bad-yaml", "\(source.file) is not UTF-8", at: source.firstInvalidPlace)
        }
        if let problem = YAMLGuard.problem(in: source, limits) { throw problem }
        var document = YAMLDocument(file: source.file, limits: limits)
        guard let node = try document.compose(text) else {
            return YAMLValue(kind: .nothing, place: SourceLocation(file: source.file))
        }
        return try document.value(node, depth: 0)
    }

    private init(file: String, limits: Limits) {
        self.file = file
        self.limits = limits
    }

    /// The resolver without rules leaves every scalar a text: `seed: 007` and `name: no` mean what they say.
    private func compose(_ text: String) throws(Problem) -> Node? {
        do {
            return try Parser(yaml: text, resolver: .basic, encoding: .utf8).singleRoot()
        } catch let error as YamlError {
            throw problem(error, YAMLLines(text))
        } catch { throw Problem(.error, "bad-yaml", "\(error)", at: SourceLocation(file: file)) }
    }

    private mutating func value(_ node: Node, depth: Int) throws(Problem) -> YAMLValue {
        values += 1
        let place = place(of: node.mark)
        guard values <= limits.values else {
            throw Problem(
                .error, "too-large", "\(file) has more than \(limits.values) values with its aliases",
                at: place)
        }
        guard depth < limits.levels else {
            throw Problem(.error, "too-large", "more than \(limits.levels) levels", at: place)
        }
        switch node {
        case .scalar(let scalar): return self.scalar(scalar, at: place)
        case .sequence(let sequence):
            var list: [YAMLValue] = []
            for element in sequence { list.append(try value(element, depth: depth + 1)) }
            return YAMLValue(kind: .list(list), place: place)
        case .mapping(let mapping):
            var fields: [YAMLField] = []
            for (key, element) in mapping { fields.append(try field(key, element, depth: depth)) }
            return YAMLValue(kind: .fields(fields), place: place)
        case .alias: throw Problem(.error, "bad-yaml", "an alias names nothing", at: place)
        }
    }

    private mutating func field(_ key: Node, _ element: Node, depth: Int) throws(Problem) -> YAMLField {
        guard case .scalar(let name) = key else {
            throw Problem(.error, "bad-yaml", "the name of a setting is a word", at: place(of: key.mark))
        }
        var place = place(of: key.mark)
        place.length = max(1, name.string.count + (name.style == .plain ? 0 : 2))
        return YAMLField(name: name.string, place: place, value: try value(element, depth: depth + 1))
    }

    private func scalar(_ scalar: Node.Scalar, at place: SourceLocation) -> YAMLValue {
        let isPlain = scalar.style == .plain
        if isPlain, ["", "~", "null", "Null", "NULL"].contains(scalar.string) {
            return YAMLValue(kind: .nothing, place: place)
        }
        var place = place
        let firstLine = scalar.string.prefix { $0 != "\n" }
        place.length = max(1, firstLine.count + (isPlain ? 0 : 2))
        return YAMLValue(kind: .text(scalar.string), place: place, isPlain: isPlain)
    }

    private func place(of mark: Mark?) -> SourceLocation {
        SourceLocation(file: file, line: mark?.line, column: mark?.column)
    }

    private func problem(_ error: YamlError, _ lines: YAMLLines) -> Problem {
        switch error {
        case .scanner(let context?, _, let mark, _) where context.text.contains("quoted scalar"),
            .parser(let context?, _, let mark, _) where context.text.contains("quoted scalar"):
            return unfinished("a text in quotes", context, before: mark, lines)
        case .scanner(let context?, _, let mark, _) where context.text.contains("flow"),
            .parser(let context?, _, let mark, _) where context.text.contains("flow"):
            return unfinished(
                context.text.contains("mapping") ? "a group in braces" : "a list in brackets", context, before: mark,
                lines)
        case .scanner(_, let text, let mark, _), .parser(_, let text, let mark, _), .composer(_, let text, let mark, _):
            let advice = lines.advice(on: text, at: mark.line)
            return Problem(
                .error, "bad-yaml", "this is not YAML: \(text)", at: advice?.place(in: file) ?? place(of: mark),
                hint: advice?.hint ?? YAMLDocument.hint(for: text))
        case .duplicatedKeysInMapping(let names, let context):
            let name = "\(names.first ?? "")"
            let second = lines.second(name, from: context.mark.line, context.mark.column)
            return Problem(
                .error, "bad-yaml", "\"\(name)\" stands twice in one group",
                at: second?.place(in: file) ?? place(of: context.mark), hint: second?.hint)
        case .reader(let text, _, _, _):
            return Problem(.error, "bad-yaml", "this is not YAML: \(text)", at: SourceLocation(file: file))
        default: return Problem(.error, "bad-yaml", "this is not YAML", at: SourceLocation(file: file))
        }
    }

    /// What is open is where it begins: the parser notices it at the end of the text.
    private func unfinished(
        _ what: String, _ context: YamlError.Context, before mark: Mark, _ lines: YAMLLines
    ) -> Problem {
        let isOnLine = mark.line == context.mark.line
        let end =
            mark.line > lines.count
            ? "it begins here; nothing up to the end of the file closes it"
            : "it begins here; line \(mark.line) is no part of it"
        return Problem(
            .error, "bad-yaml", "this is not YAML: \(what) is not closed",
            at: place(of: isOnLine ? mark : context.mark),
            hint: isOnLine ? nil : end)
    }

    private static func hint(for text: String) -> String? {
        if text.contains("cannot start any token") {
            return "tabs do not indent, and a value that begins with @, `, % or a tab needs quotes"
        }
        if text.contains("mapping values are not allowed") { return "a value with a colon and a space needs quotes" }
        if text.contains("undefined alias") { return "a value that begins with * needs quotes" }
        return nil
    }
}
