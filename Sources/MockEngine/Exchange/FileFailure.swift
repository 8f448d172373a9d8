/// What is wrong with the file of a response.
public enum FileFailure: Error, Sendable, Equatable {
    /// It cannot be opened or read; why, in words that follow its name.
    case unreadable(path: String, reason: String)
    /// Its size is not the one known since the project was loaded.
    case changed(path: String, was: Int, is: Int)
}
