/// The methods that a file can be named after.
public enum HTTPMethods {
    /// Those that people mock, then the rest of the IANA registry and what caches use.
    public static let common = ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS", "ANY"]
    private static let known = Set(
        common + [
            "TRACE", "CONNECT", "QUERY", "SEARCH", "REPORT", "PURGE", "LINK", "UNLINK", "ACL", "BASELINE-CONTROL",
            "BIND",
            "CHECKIN", "CHECKOUT", "COPY", "LABEL", "LOCK", "MERGE", "MKACTIVITY", "MKCALENDAR", "MKCOL",
            "MKREDIRECTREF",
            "MKWORKSPACE", "MOVE", "ORDERPATCH", "PROPFIND", "PROPPATCH", "REBIND", "UNBIND", "UNCHECKOUT", "UNLOCK",
            "UPDATE", "UPDATEREDIRECTREF", "VERSION-CONTROL", "SUBSCRIBE", "UNSUBSCRIBE", "NOTIFY",
        ])

    /// Whether a word is a method, or `ANY`.
    public static func contains(_ word: String) -> Bool { known.contains(word) }

    /// The method that was probably meant.
    public static func closest(to word: String) -> String? {
        let capitals = word.uppercased()
        return known.contains(capitals) ? capitals : Suggestion.closest(to: capitals, among: common)
    }
}
