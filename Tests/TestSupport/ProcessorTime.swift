import Foundation

/// How much slower than usual the tests run: the sanitizers set this.
public let slowness: Double = ProcessInfo.processInfo.environment["MOCKSCRIPT_SANITIZED"] == nil ? 1 : 20

/// The processor time of this thread, in seconds.
public func processorTime() -> Double {
    var time = timespec()
    _ = clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
}
