/// The version of this package.
public enum MockScriptVersion {
    /// The version, such as `0.1.0`.
    public static let current = "0.1.0"
}
