import MockEngine
import MockModel

/// What no test met: routes, examples, lines of code.
struct CoverageReport: Sendable {
    let routes: [Route]
    let covered: Set<CoveredExample>
    /// The names of the scenarios that no test chose.
    let missedScenarios: [String]
    let lines: [LineCoverage]

    /// A route with how much of it was met.
    struct Row {
        let route: Route
        let isCalled: Bool
        /// The names of examples that never answered.
        let missed: [String]
    }

    /// The endpoints of a provider (`mock.oidc`) are no code of the project: they count once they are called.
    var rows: [Row] {
        let called = Set(covered.map(\.route))
        let counted = routes.filter { $0.handler?.isOfLibrary != true || called.contains($0.name) }
        return counted.map { route in
            let served = Set(covered.filter { $0.route == route.name }.compactMap(\.example))
            var missed: [String] = []
            for example in route.examples where !served.contains(example.name) && !missed.contains(example.name) {
                missed.append(example.name)
            }
            return Row(route: route, isCalled: called.contains(route.name), missed: missed)
        }
    }

    /// The share of lines that ran, in percent; 100 where no line can.
    var linePercent: Double {
        let possible = lines.reduce(0) { $0 + $1.lines.count }
        let unmet = lines.reduce(0) { $0 + $1.missed.count }
        return possible == 0 ? 100 : Double(possible - unmet) / Double(possible) * 100
    }

    /// The report, with an empty line before it.
    func text(_ terminal: Terminal) -> String {
        let rows = rows
        var text = ["", " coverage"]
        text.append(count("routes", rows.count { $0.isCalled }, of: rows.count))
        let examples = rows.reduce(0) { $0 + Set($1.route.examples.map(\.name)).count }
        let missed = rows.reduce(0) { $0 + $1.missed.count }
        if examples > 0 { text.append(count("examples", examples - missed, of: examples)) }
        let possible = lines.reduce(0) { $0 + $1.lines.count }
        let unmet = lines.reduce(0) { $0 + $1.missed.count }
        if possible > 0 { text.append(count("lines", possible - unmet, of: possible)) }
        text += rows.flatMap { findings(of: $0, terminal) }
        text += missedScenarios.map { finding("scenario \"\(VisibleText($0).escaped)\" never chosen", terminal) }
        text += lines.filter { !$0.missed.isEmpty }.map { file in
            finding(
                "\(file.file): line\(file.missed.count == 1 ? "" : "s") \(CoverageReport.ranges(file.missed)) never run",
                terminal)
        }
        return text.joined(separator: "\n") + "\n"
    }

    private func count(_ what: String, _ met: Int, of all: Int) -> String {
        let share = all == 0 ? 100 : Int((Double(met) / Double(all) * 100).rounded(.down))
        return "   \(what.padded(to: 10))\("\(met)".aligned(to: 5)) of \(all)   \(share) %"
    }

    private func findings(of row: Row, _ terminal: Terminal) -> [String] {
        let name = VisibleText(row.route.name).escaped
        guard row.isCalled else { return [finding("\(name) never called", terminal)] }
        return row.missed.map { finding("\(name): example \"\(VisibleText($0).escaped)\" never served", terminal) }
    }

    private func finding(_ text: String, _ terminal: Terminal) -> String {
        terminal.folded("   – " + text).replacing("–", with: terminal.paint("–", .odd), maxReplacements: 1)
    }

    /// `3, 7–9`: neighbours together.
    static func ranges(_ lines: [Int]) -> String {
        var ranges: [ClosedRange<Int>] = []
        for line in lines {
            if let last = ranges.last, line == last.upperBound + 1 {
                ranges[ranges.count - 1] = last.lowerBound...line
            } else {
                ranges.append(line...line)
            }
        }
        return ranges.map { $0.count == 1 ? "\($0.lowerBound)" : "\($0.lowerBound)–\($0.upperBound)" }
            .joined(separator: ", ")
    }

    /// The same for machines.
    var json: JSONValue {
        [
            "routes": .array(
                rows.map { row in
                    [
                        "route": .string(row.route.name), "called": .bool(row.isCalled),
                        "examples_missed": .array(row.missed.map(JSONValue.string)),
                    ]
                }),
            "scenarios_missed": .array(missedScenarios.map(JSONValue.string)),
            "lines": .array(
                lines.map { file in
                    [
                        "file": .string(file.file), "lines": .integer(Int64(file.lines.count)),
                        "missed": .array(file.missed.map { .integer(Int64($0)) }),
                    ]
                }),
        ]
    }
}
