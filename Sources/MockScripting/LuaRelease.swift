/// The Lua that is linked.
public enum LuaRelease {
    /// The release, such as `Lua 5.4.4`.
    public static var linked: String { LuaHost.version }
}
