/// Code of a project that cannot be used, and the calls that it would answer.
public struct BrokenCode: Sendable, Equatable {
    /// The calls that the code would answer.
    public enum Extent: Sendable, Equatable {
        /// One method at one path.
        case route(method: String, PathPattern, host: String?)
        /// Every route at and below a path: a `middleware.lua`.
        case below(PathPattern, host: String?)
        /// The handlers of a file that needs a broken file.
        case handlers(of: String)
        /// The examples that are filled in, or chosen, by this script.
        case script(String)
    }

    /// The calls that the code would answer.
    public let extent: Extent
    /// Why it cannot be used.
    public let problem: Problem

    /// Makes a fact of both.
    public init(_ extent: Extent, because problem: Problem) {
        self.extent = extent
        self.problem = problem
    }
}
