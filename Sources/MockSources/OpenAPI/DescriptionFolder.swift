import MockFiles
import MockModel

/// The folder that a description lies in: its settings, example files and code stand over what the description says.
struct DescriptionFolder {
    private let root: ProjectRoot
    private let options: SourceOptions

    init(_ root: ProjectRoot, _ options: SourceOptions) {
        self.root = root
        self.options = options
    }

    /// Lays the folder over a project that was read from a description.
    func lay(over project: inout Project) {
        let folder = FolderReader.read(beside: root, withTests: options.withTests)
        let own = Set(folder.routes.map { RouteShape($0) })
        let described = project.routes
        let title = project.settings.name
        project.settings = folder.settings
        project.settings.name = folder.settings.name ?? title
        project.settingLocations = folder.settingLocations
        project.routes = folder.routes + described.filter { !own.contains(RouteShape($0)) }
        project.scripts = folder.scripts
        project.seeds = folder.seeds
        project.problems += folder.problems
        project.silenced = folder.silenced
        project.leftovers = folder.leftovers
        project.skipped += folder.skipped
    }
}

/// Method, host and path of a route without the names of its parameters, by which two routes are the same.
private struct RouteShape: Hashable {
    private let method: TextKey
    private let host: TextKey?
    private let shape: [TextKey]

    init(_ route: Route) {
        method = TextKey(route.method)
        host = route.host.map { TextKey($0) }
        shape = route.pattern.segments.map { segment in
            switch segment {
            case .literal(let text): TextKey("=\(text)")
            case .affixed(let prefix, _, let suffix): TextKey("\(prefix){\(suffix)")
            case .parameter: "{}"
            case .rest: "{...}"
            }
        }
    }
}
