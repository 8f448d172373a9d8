internal import CWorkLimit

/// What the calling thread works on, as a number that is meaningful to who sets it.
public enum ThreadMark {
    /// Notes what this thread works on; 0 when it works on nothing.
    public static func set(_ value: UInt) { thread_mark_set(value) }

    /// The mark of this thread, or else of one that has one; `nil` when none has.
    ///
    /// Safe to call in the handler of a signal.
    public static var any: UInt? {
        let value = thread_mark_any()
        return value == 0 ? nil : value
    }
}
