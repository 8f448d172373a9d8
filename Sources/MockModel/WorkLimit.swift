internal import CWorkLimit

/// The limit of processor time of the run that this thread works for.
///
/// A loop over data of users asks `isReached` every few thousand steps and ends early, with any result: the run is ended before it sees the
/// result. What changes a session asks once more before it does so.
public enum WorkLimit {
    /// Whether the run has used up its processor time; `false` where no code of users runs.
    public static var isReached: Bool { work_limit_is_reached() }

    /// Throws when the run has used up its processor time: for work that cannot end early otherwise, such as sorting.
    public static func check() throws(WorkLimitReached) {
        if isReached { throw WorkLimitReached() }
    }
}

/// The run of code that a thread works for has used up its processor time.
public struct WorkLimitReached: Error {
    /// Makes an error.
    public init() {}
}
