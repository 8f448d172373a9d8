import MockFiles
import MockModel

/// The folders of routes: one for each path, named so that the reader of folders gives the path back.
struct RouteFolderNames {
    /// The names below each folder, by the path of the folder.
    private var known: [String: [PathPattern.Segment: String]] = [:]
    private var taken: [String: TakenNames] = [:]

    /// The folder of a path, below `routes`; `nil` when a segment is too long for a name.
    mutating func folder(of pattern: PathPattern, host: String?) -> String? {
        var folder = "routes"
        if let host { folder += "/@\(host)" }
        for segment in pattern.segments {
            guard let name = name(of: segment, in: folder) else { return nil }
            folder += "/\(name)"
        }
        return folder
    }

    private mutating func name(of segment: PathPattern.Segment, in folder: String) -> String? {
        if let name = known[folder]?[segment] { return name }
        let spelled = RouteFolderNames.spelled(segment, isTop: folder == "routes")
        guard spelled.utf8.count <= SafeFileName.longest else { return nil }
        // Where letter case is all that tells two names apart, the later one has its first letter escaped.
        let name = taken[folder, default: TakenNames()].take([spelled, RouteFolderNames.respelled(segment, spelled)])
        guard let name else { return nil }
        known[folder, default: [:]][segment] = name
        return name
    }

    private static func spelled(_ segment: PathPattern.Segment, isTop: Bool) -> String {
        switch segment {
        case .literal(let text): literal(text, isTop: isTop)
        case .parameter(let name): "{\(parameter(name))}"
        case .rest(let name): "{...\(parameter(name))}"
        case .affixed(let prefix, let name, let suffix):
            (isTop && prefix.hasPrefix("@") ? SafeFileName.escapingFirst(prefix) : SafeFileName.escaped(prefix))
                + "{\(parameter(name))}" + SafeFileName.escaped(suffix)
        }
    }

    private static func respelled(_ segment: PathPattern.Segment, _ spelled: String) -> String {
        switch segment {
        case .literal(let text): SafeFileName.escapingFirst(text)
        case .affixed(let prefix, let name, let suffix):
            prefix.isEmpty
                ? "{\(parameter(name))}" + SafeFileName.escapingLast(suffix)
                : SafeFileName.escapingFirst(prefix) + "{\(parameter(name))}" + SafeFileName.escaped(suffix)
        case .parameter, .rest: spelled + "_"
        }
    }

    private static func literal(_ text: String, isTop: Bool) -> String {
        let escaped = SafeFileName.escaped(text)
        if (isTop && text.hasPrefix("@")) || text.hasPrefix("[") || LeftoverName.isFolder(text, belowRoutes: true) {
            return SafeFileName.escapingFirst(text)
        }
        if [".", ".."].contains(text) || isReserved(text) { return SafeFileName.escapingFirst(text) }
        return text.hasSuffix(".") || text.hasSuffix(" ") ? SafeFileName.escapingLast(text) : escaped
    }

    private static func isReserved(_ text: String) -> Bool { NameClashes.isReserved(text) }

    /// The name of a parameter without what ends or begins one.
    static func parameter(_ name: String) -> String {
        let kept = String(name.map { "{}/\0".contains($0) ? "_" : $0 })
        let start = kept.hasPrefix("...") ? "_" + kept.dropFirst(3) : kept
        return start.isEmpty ? "value" : start
    }
}
