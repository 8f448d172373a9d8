/// The folder of a project, which no file that is read or sent may leave.
struct ProjectRoot {
    /// The absolute path with every link followed.
    let path: String

    /// Takes a folder that exists.
    init?(_ path: String) {
        guard let canonical = Disk.canonical(path) else { return nil }
        self.path = canonical
    }

    /// Whether a canonical path lies inside.
    func contains(_ canonical: String) -> Bool {
        canonical == path || canonical.hasPrefix(path == "/" ? "/" : path + "/")
    }

    /// The absolute path of a name such as `routes/GET.json`.
    func absolute(_ name: String) -> String {
        name.isEmpty ? path : "\(path)/\(name)"
    }
}
