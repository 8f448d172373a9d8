/// The Lua that is linked.
public enum LuaRelease {
    /// The release, such as `Lua 5.4.4`.
    public static var linked: String { LuaHost.version }

    /// What an older Lua means for whoever serves scripts of others; `nil` when the release has no such defect.
    ///
    /// Releases before 5.4.8 have defects, mended since, by which a script made for it can crash the process.
    public static var warning: String? {
        guard isOlder(linked) else { return nil }
        return "\(linked) has defects that 5.4.8 mends; serve only scripts that you trust"
    }

    /// Whether a release such as `Lua 5.4.4` is older than 5.4.8.
    static func isOlder(_ release: String) -> Bool {
        let numbers = release.split { !$0.isNumber }.compactMap { Int($0) }
        return numbers.lexicographicallyPrecedes([5, 4, 8])
    }
}
