import MockModel

/// A path as an API description writes it: `/files/{name}.{ext}`, `/jobs/{id}:cancel`.
struct PathTemplate {
    /// What requests are compared with.
    ///
    /// A segment with several parameters is one parameter that takes all of it, since what stands for each of them cannot be told apart
    /// in general; its name joins theirs.
    let pattern: PathPattern

    /// Reads a path; a query or a fragment behind it is left out.
    init(_ text: String) throws(PatternError) {
        var segments: [PathPattern.Segment] = []
        for part in text.prefix(while: { $0 != "?" && $0 != "#" }).split(separator: "/") {
            segments.append(try PathTemplate.segment(part))
        }
        pattern = try PathPattern(checking: segments)
    }

    private static func segment(_ text: Substring) throws(PatternError) -> PathPattern.Segment {
        do throws(PatternError) { return try PathPattern.segment(text) } catch {
            guard case .twoParameters = error else { throw error }
            let names = text.filter { $0 != "{" && $0 != "}" }
            let prefix = text.prefix { $0 != "{" }
            let suffix = text.reversed().prefix { $0 != "}" }.reversed()
            let name = String(names.dropFirst(prefix.count).dropLast(suffix.count))
            guard !prefix.isEmpty || !suffix.isEmpty else { return .parameter(name) }
            return .affixed(
                prefix: PercentEncoding.decode(prefix), name: name, suffix: PercentEncoding.decode(String(suffix)[...]))
        }
    }
}
