/// What of a project's code cannot be used, and what it would answer.
public struct BrokenCode: Sendable, Equatable {
    /// What it would answer.
    public enum Extent: Sendable, Equatable {
        /// One method at one path.
        case route(method: String, PathPattern, host: String?)
        /// Every route at and below a path: a `middleware.lua`.
        case below(PathPattern, host: String?)
        /// The handlers of a file, of which another file that they need is broken.
        case handlers(of: String)
        /// The examples that are filled in, or chosen, by this script.
        case script(String)
    }

    /// What it would answer.
    public let extent: Extent
    /// Why it cannot be used.
    public let problem: Problem

    /// Makes a fact of both.
    public init(_ extent: Extent, because problem: Problem) {
        self.extent = extent
        self.problem = problem
    }
}
