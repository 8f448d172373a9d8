import MockModel

/// What media types a client takes, and how gladly (RFC 9110 §12.5.1).
struct AcceptHeader {
    private let ranges: [Range]

    private struct Range {
        let type: String
        let subtype: String
        let parameters: [String]
        let quality: Double

        /// How exactly it names types: parameters, then type, then half of it, then anything.
        var rank: Int { type == "*" ? 0 : subtype == "*" ? 1 : 3 + parameters.count }
    }

    /// Reads the values of `Accept`; no value takes everything.
    init(_ values: [String]) {
        let ranges = values.flatMap { $0.split(separator: ",") }.compactMap(AcceptHeader.range)
        self.ranges = ranges.isEmpty ? [Range(type: "*", subtype: "*", parameters: [], quality: 1)] : ranges
    }

    private static func range(_ text: Substring) -> Range? {
        let parts = text.split(separator: ";").map { $0.trimmed.lowercased() }
        guard let names = parts.first?.split(separator: "/", maxSplits: 1).map(String.init), let type = names.first
        else {
            return nil
        }
        let quality = parts.dropFirst().first { $0.hasPrefix("q=") }.flatMap { Double($0.dropFirst(2)) } ?? 1
        let parameters = parts.dropFirst().filter { !$0.hasPrefix("q=") }
        return Range(
            type: type, subtype: names.count == 2 ? names[1] : "*", parameters: parameters,
            quality: min(max(quality, 0), 1))
    }

    /// How gladly a type is taken, 0 for not at all, and how exactly it was named.
    ///
    /// `application/json` takes `application/vnd.api+json` too, less exactly than a type that is named itself.
    func judge(_ contentType: String) -> (quality: Double, rank: Int) {
        let parts = contentType.split(separator: ";").map { $0.trimmed.lowercased() }
        let names = (parts.first ?? "").split(separator: "/", maxSplits: 1).map(String.init)
        guard names.count == 2 else { return (0, 0) }
        var best: Range?
        for range in ranges where AcceptHeader.fits(range, names, parts.dropFirst().map { $0 }) {
            if best.map({ $0.rank < range.rank }) ?? true { best = range }
        }
        if let best, best.rank > 0 || best.quality == 0 { return (best.quality, best.rank) }
        let kin = ranges.first { range in
            range.type == names[0] && !range.subtype.isEmpty && names[1].hasSuffix("+\(range.subtype)")
        }
        if let kin, kin.quality >= best?.quality ?? 0 { return (kin.quality, 2) }
        return best.map { ($0.quality, 0) } ?? (0, 0)
    }

    private static func fits(_ range: Range, _ names: [String], _ parameters: [String]) -> Bool {
        guard range.type == "*" || range.type == names[0], range.subtype == "*" || range.subtype == names[1] else {
            return false
        }
        return parameters.isEmpty || range.parameters.allSatisfy { parameters.contains($0) }
    }
}
