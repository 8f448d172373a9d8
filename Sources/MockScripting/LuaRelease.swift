/// The Lua that is linked.
public enum LuaRelease {
    /// The oldest release in which no script can break the interpreter by a defect that is fixed upstream.
    public static let soundest = "Lua 5.4.8"

    /// The release linked, such as `Lua 5.4.4`.
    public static var linked: String { LuaHost.version }
}
