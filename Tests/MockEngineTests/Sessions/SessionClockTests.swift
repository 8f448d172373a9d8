import MockModel
import TestSupport
import Testing

@testable import MockEngine

@Suite struct SessionClockTests {
    @Test(arguments: [Int64(86_400_000), -86_400_000])
    func `setting the machine's clock moves no session`(jump: Int64) {
        let wall = FixedClock()
        let clock = SessionClock(start: nil, isFrozen: false, wall: wall)
        let start = wall.milliseconds
        wall.jump(by: jump)
        #expect(clock.now(wall.monotonicNanoseconds) == start)
        wall.advance(by: 1_500)
        #expect(clock.now(wall.monotonicNanoseconds) == start + 1_500)
        let next = SessionClock(start: nil, isFrozen: false, wall: wall)
        #expect(
            next.now(wall.monotonicNanoseconds) == wall.milliseconds, "one that starts takes the time as it is then")
        let frozen = SessionClock(start: 5, isFrozen: true, wall: wall)
        #expect(frozen.now(wall.monotonicNanoseconds) == 5)
    }
}
