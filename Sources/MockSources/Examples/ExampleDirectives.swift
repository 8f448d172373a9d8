import MockModel

/// What the comment lines of a message say of it.
struct ExampleDirectives {
    private(set) var conditions: [Condition] = []
    private(set) var expressions: [(code: [UInt8], text: String, line: Int)] = []
    /// What the expressions read.
    private(set) var references: [ScriptReference] = []
    private(set) var turns: ClosedRange<Int>?
    private(set) var weight: Double?
    private(set) var delay: Latency?
    private(set) var fault: Fault?
    private(set) var rate: Rate?
    private(set) var earlyHints = HeaderFields()
    private(set) var summary: String?
    private(set) var isTemplate = true
    private(set) var problems: [Problem] = []
    private let source: SourceText
    private var seen: Set<String> = []
    private var collector = ReferenceCollector()

    init(in source: SourceText) {
        self.source = source
    }

    /// Takes one line.
    mutating func add(_ directive: Directive) {
        do throws(Problem) {
            try checkRepetition(of: directive)
            try read(directive)
        } catch { problems.append(error) }
    }

    private mutating func checkRepetition(of directive: Directive) throws(Problem) {
        let isNew = seen.insert(directive.name).inserted
        guard isNew || ["match", "when", "early-hints"].contains(directive.name) else {
            throw problem("@\(directive.name) stands twice", at: directive)
        }
    }

    private mutating func read(_ directive: Directive) throws(Problem) {
        switch directive.name {
        case "match":
            let condition = try Condition(parsing: directive.value, at: source.location(of: directive.range))
            conditions.append(condition)
            if let doubt = condition.doubt { problems.append(doubt) }
        case "when": expressions.append((try expression(directive), directive.value, directive.line))
        case "turn": turns = try turns(directive)
        case "weight": weight = try weight(directive)
        case "delay": delay = try value(directive) { text throws(ValueError) in try Latency(parsing: text) }
        case "fault": fault = try value(directive) { text throws(ValueError) in try Fault(parsing: text) }
        case "rate": rate = try value(directive) { text throws(ValueError) in try Rate(parsing: text) }
        case "early-hints": try addHint(directive)
        case "summary": summary = directive.value
        case "template": isTemplate = try toggle(directive)
        default: problems.append(unknown(directive))
        }
    }

    private func problem(_ message: String, at directive: Directive, hint: String? = nil) -> Problem {
        Problem(.error, "bad-directive", message, at: source.location(of: directive.range), hint: hint)
    }

    private func value<Value>(
        _ directive: Directive, _ parse: (String) throws(ValueError) -> Value
    ) throws(Problem) -> Value {
        do throws(ValueError) {
            return try parse(directive.value)
        } catch { throw problem("@\(directive.name): \(error.message)", at: directive, hint: error.hint) }
    }

    private mutating func expression(_ directive: Directive) throws(Problem) -> [UInt8] {
        let bytes = Array(directive.value.utf8)
        do throws(LuaExpression.Failure) {
            let expression = try LuaExpression.whole(bytes)
            let start = directive.range.lowerBound
            let source = source
            references += collector.references(of: expression, in: bytes) { range in
                source.location(of: start + range.lowerBound..<start + range.upperBound)
            }
            return expression.code
        } catch .empty {
            throw problem("@when needs an expression", at: directive, hint: "such as: @when req.json.qty > 9")
        } catch {
            let start = directive.range.lowerBound
            throw TemplateProblem.problem(error, braces: source.location(of: directive.range)) { offset in
                source.location(of: start + offset..<start + offset + 1)
            }
        }
    }

    /// A field of the interim answer 103.
    private mutating func addHint(_ directive: Directive) throws(Problem) {
        let parts = directive.value.split(separator: ":", maxSplits: 1)
        let field = HeaderFields([(String(parts.first?.trimmed ?? ""), String(parts.last?.trimmed ?? ""))])
        guard parts.count == 2, (try? field.fields[0].checkLine()) != nil else {
            throw problem(
                "\"\(directive.value)\" is no header field", at: directive,
                hint: "write @early-hints Link: </a.css>; rel=preload")
        }
        earlyHints.append(field.fields[0].name, field.fields[0].value)
    }

    private func turns(_ directive: Directive) throws(Problem) -> ClosedRange<Int> {
        let ends = directive.value.split(separator: "..", omittingEmptySubsequences: false).map { Int($0.trimmed) }
        let isOpen = directive.value.hasSuffix("..")
        guard let first = ends.first ?? nil, first >= 1, ends.count <= 2, isOpen || (ends.last ?? nil) != nil else {
            throw problem(
                "\"\(directive.value)\" is no range of calls", at: directive,
                hint: "write @turn 1, @turn 1..2, or @turn 3.. for all from the third on")
        }
        let last = isOpen ? Int.max : (ends.last ?? nil) ?? first
        guard first <= last else {
            throw problem(
                "\"\(directive.value)\" goes down", at: directive, hint: "did you mean \"\(last)..\(first)\"?")
        }
        return first...last
    }

    private func weight(_ directive: Directive) throws(Problem) -> Double {
        guard let weight = Double(directive.value), weight.isFinite, weight > 0 else {
            throw problem(
                "\"\(directive.value)\" is no weight", at: directive, hint: "write a number above 0, such as @weight 3")
        }
        return weight
    }

    private func toggle(_ directive: Directive) throws(Problem) -> Bool {
        switch directive.value {
        case "on": return true
        case "off": return false
        default: throw problem("@template is on or off", at: directive)
        }
    }

    /// A misspelt directive is an error, because it does not do what was meant; one that is like none may belong to another tool.
    private func unknown(_ directive: Directive) -> Problem {
        let isForeign = Directive.foreign.contains(directive.name)
        let near = isForeign ? nil : Suggestion.closest(to: directive.name, among: Directive.names)
        let list = Directive.names.map { "@\($0)" }.joined(separator: " ")
        var problem = Problem(
            near == nil ? .warning : .error, "unknown-directive",
            "@\(directive.name) means nothing here; there are \(list)", at: source.location(of: directive.nameRange),
            hint: near.map { "did you mean @\($0)?" })
        problem.replacement = near.map { "@\($0)" }
        return problem
    }
}
