import MockModel

/// The paths below which the operations of a description answer: those of its servers.
struct ServerPaths {
    /// Each path once, in the order of the servers.
    private(set) var paths: [PathPattern] = []
    /// The servers whose paths cannot be used, with the reason.
    private(set) var broken: [(server: DescribedNode, reason: String)] = []

    private static let most = 32

    /// The root, where nothing is said.
    init() { paths = [PathPattern([])] }

    /// Those of Swagger 2.0.
    init(basePath: String) { self.init([basePath]) }

    private init(_ texts: [String]) {
        for text in texts { try? add(text) }
        if paths.isEmpty { paths = [PathPattern([])] }
    }

    /// Those of a list of servers.
    init(_ servers: [DescribedNode]) {
        for server in servers {
            let url = server["url"]?.text ?? "/"
            do throws(PatternError) {
                for path in ServerPaths.spellings(of: ServerPaths.path(of: url), server["variables"]) { try add(path) }
            } catch { broken.append((server, "\(error)")) }
        }
        if paths.isEmpty { paths = [PathPattern([])] }
    }

    private mutating func add(_ path: String) throws(PatternError) {
        let pattern = try PathPattern(parsing: path)
        if !paths.contains(pattern), paths.count < ServerPaths.most { paths.append(pattern) }
    }

    /// The path of a URL, which may be relative, without query and fragment.
    private static func path(of url: String) -> Substring {
        var rest = url[...]
        if let slashes = rest.firstRange(of: "://") {
            rest = rest[slashes.upperBound...]
            rest = rest[(rest.firstIndex(of: "/") ?? rest.endIndex)...]
        } else if rest.hasPrefix("//") {
            rest = rest.dropFirst(2)
            rest = rest[(rest.firstIndex(of: "/") ?? rest.endIndex)...]
        }
        let path = rest.prefix { $0 != "?" && $0 != "#" }
        return path.hasPrefix("./") || path == "." ? path.dropFirst() : path
    }

    /// The path with its variables filled in, by each value that they may have.
    private static func spellings(of path: Substring, _ variables: DescribedNode?) -> [String] {
        var spellings = [String(path)]
        for (name, variable) in variables?.members ?? [] {
            let mark = "{\(name)}"
            guard path.contains(mark) else { continue }
            let values = values(of: variable)
            spellings = spellings.flatMap { text in
                values.map { text.split(separator: mark, omittingEmptySubsequences: false).joined(separator: $0) }
            }
            spellings = Array(spellings.prefix(most))
        }
        return spellings
    }

    /// The default first.
    private static func values(of variable: DescribedNode) -> [String] {
        let usual = variable["default"]?.value.scalar
        let allowed = (variable["enum"]?.value.elements ?? []).compactMap(\.scalar)
        return (usual.map { [$0] } ?? []) + allowed.filter { value in usual.map { !$0.isSame(as: value) } ?? true }
    }
}
