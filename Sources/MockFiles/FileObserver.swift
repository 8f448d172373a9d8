/// Is told of the folders and files of a project before they are read: a watch that begins then misses no later change.
///
/// Paths are absolute.
public protocol FileObserver: AnyObject, Sendable {
    /// A folder is listed next.
    func willList(_ folder: String, for interest: FolderInterest)
    /// A folder was listed in which every entry matters; `names` are its entries.
    func didList(_ folder: String, names: [String])
    /// A file is opened next, or looked for.
    func willOpen(_ file: String)
}

/// Which entries of a folder matter to its reader.
public enum FolderInterest: Sendable, Equatable {
    /// Every file and folder but those that programs leave behind.
    case all
    /// Those of some names.
    case named(Set<String>)
    /// Folders, and files whose name ends like that.
    case suffix(String)
}
