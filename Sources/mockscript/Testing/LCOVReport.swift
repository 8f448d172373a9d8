import ArgumentParser
import MockModel

/// The lines that ran as an LCOV tracefile, which editors and CI systems read (geninfo(1), "TRACEFILE FORMAT").
struct LCOVReport {
    let lines: [LineCoverage]
    /// The project's folder, put in front of the paths of its files.
    let folder: String

    /// The whole file; a line that ran counts once, because only that is known.
    var text: String {
        lines.map { file in
            let missed = Set(file.missed)
            let data = file.lines.map { "DA:\($0),\(missed.contains($0) ? 0 : 1)" }
            let path = folder.isEmpty || file.file.hasPrefix("/") ? file.file : "\(folder)/\(file.file)"
            let counts = ["LF:\(file.lines.count)", "LH:\(file.lines.count - missed.count)"]
            return (["TN:", "SF:\(path)"] + data + counts + ["end_of_record"]).joined(separator: "\n") + "\n"
        }.joined()
    }
}

/// A share of lines, `--min-coverage 80`.
struct ShareChoice: ExpressibleByArgument, Equatable {
    /// In percent.
    let percent: Double

    init?(argument: String) {
        let text = argument.hasSuffix("%") ? String(argument.dropLast()) : argument
        guard let percent = Double(text), (0...100).contains(percent) else { return nil }
        self.percent = percent
    }
}
