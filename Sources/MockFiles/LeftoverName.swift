/// Names of files that programs leave behind or use for a moment while they save: editors, file managers, office programs, version control.
public enum LeftoverName {
    /// Whether a file of that name is none of a project.
    public static func isFile(_ name: String) -> Bool {
        let lower = name.lowercased()
        return name.hasPrefix(".") || suffixes.contains { lower.hasSuffix($0) } || names.contains(lower)
            || (name.hasPrefix("#") && name.hasSuffix("#")) || name.hasPrefix("~$")
            || parts.contains { isMarked(lower, by: $0) } || isProbe(name)
    }

    /// Whether a file of that name is for people to read: `README.md`.
    public static func isNote(_ name: String) -> Bool {
        let parts = name.lowercased().split(separator: ".", maxSplits: 1)
        return parts.first == "readme" && (parts.count == 1 || ["md", "txt", "rst", "adoc"].contains(parts[1]))
    }

    /// Whether a folder of that name is none of a project; below `routes/` a dot may begin a path: `.well-known`.
    public static func isFolder(_ name: String, belowRoutes: Bool) -> Bool {
        guard name.hasPrefix(".") else { return false }
        return !belowRoutes || toolFolders.contains(name.lowercased()) || name.hasPrefix("._")
    }

    /// Backups (`~`, nano, patch), swap files of vim, and files that are renamed once they are whole.
    private static let suffixes = [
        "~", ".orig", ".bak", ".rej", ".save", ".tmp", ".temp", ".part", ".crdownload", ".swp", ".swo", ".swn", ".swx",
    ]

    private static let names: Set<String> = ["thumbs.db", "desktop.ini", "icon\r", "ehthumbs.db"]

    /// JetBrains (`GET.json___jb_tmp___`), macOS (`GET.json.sb-1a2b-x`), Windows (`GET.json~RF12.TMP`), write-file-atomic (`GET.json.tmp-12`).
    private static let parts = ["___jb_", ".sb-", "~rf", ".tmp-", ".tmp."]

    private static let toolFolders: Set<String> = [
        ".git", ".hg", ".svn", ".bzr", ".jj", ".idea", ".vscode", ".vs", ".fleet", ".zed", ".nova", ".history",
        ".cache", ".direnv", ".devcontainer", ".ds_store", ".trash", ".trashes", ".fseventsd", ".spotlight-v100",
        ".appledouble", ".ipynb_checkpoints", ".obsidian",
    ]

    /// Whether a mark stands in a name with no ending of a file behind it: `GET.tmp.json` is an example, `GET.json.tmp.4711` is none.
    private static func isMarked(_ name: String, by mark: String) -> Bool {
        guard let place = name.firstRange(of: mark) else { return false }
        let parts = name[place.upperBound...].split(separator: ".", omittingEmptySubsequences: false)
        guard mark.hasSuffix(".") || parts.count > 1, let ending = parts.last else { return true }
        return !(2...5).contains(ending.utf8.count) || !ending.utf8.allSatisfy { (0x61...0x7A).contains($0) }
    }

    /// Vim tries with `4913` whether it may write into a folder; `sed -i` writes `sedAb12Cd`.
    private static func isProbe(_ name: String) -> Bool {
        if name.utf8.count >= 4, name.utf8.allSatisfy({ (0x30...0x39).contains($0) }) { return true }
        let isWord = name.utf8.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x7A).contains($0 | 0x20) }
        return name.hasPrefix("sed") && name.utf8.count == 9 && isWord
    }
}
