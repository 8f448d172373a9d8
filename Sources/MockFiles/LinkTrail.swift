/// The links on the way to a path, and where the last of them leads, whether anything lies there or not.
///
/// For `/srv/current/a.json`, where `current` is a link to `releases/2`: `/srv/current` and `/srv/releases/2/a.json`.
public struct LinkTrail {
    /// Paths that are no links, so that each folder is looked at once.
    private var plain: Set<String> = []
    /// Linux follows no more links than that in one path.
    private static let mostLinks = 40

    /// Makes a trail that knows no folder yet.
    public init() {}

    /// The links and the last target; empty for a path without links.
    public mutating func follow(_ path: String) -> [String] {
        var (found, here) = ([String](), "")
        var rest = Array(path.split(separator: "/").map(String.init).reversed())
        while let part = rest.popLast() {
            if part == "." { continue }
            let next = part == ".." ? LinkTrail.parent(of: here) : "\(here)/\(part)"
            guard part != "..", !plain.contains(next), let target = Disk.link(at: next) else {
                if !rest.isEmpty { plain.insert(next) }
                here = next
                continue
            }
            found.append(next)
            guard found.count <= LinkTrail.mostLinks else { return found }
            rest += target.split(separator: "/").map(String.init).reversed()
            if target.hasPrefix("/") { here = "" }
        }
        return found.isEmpty ? [] : found + [here.isEmpty ? "/" : here]
    }

    private static func parent(of path: String) -> String {
        guard let slash = path.lastIndex(of: "/") else { return "" }
        return String(path[..<slash])
    }
}
