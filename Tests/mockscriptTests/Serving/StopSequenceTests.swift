import Testing

@testable import mockscript

@Suite struct StopSequenceTests {
    private let start = ContinuousClock.now

    @Test(arguments: [StopReason.interrupted, .terminated, .parentGone, .inputClosed])
    func `the first reason begins an orderly end, which has a limit`(reason: StopReason) {
        var sequence = StopSequence()
        #expect(sequence.take(nil, at: start) == .wait)
        #expect(sequence.take(reason, at: start) == .begin(reason))
        #expect(sequence.take(nil, at: start + .seconds(11)) == .wait)
        #expect(sequence.take(nil, at: start + .seconds(12)) == .exit(reason))
    }

    @Test func `a signal during the end ends the process at once, other reasons do not`() {
        var sequence = StopSequence()
        #expect(sequence.take(.inputClosed, at: start) == .begin(.inputClosed))
        #expect(sequence.take(.parentGone, at: start) == .wait)
        #expect(sequence.take(.inputClosed, at: start) == .wait)
        #expect(sequence.take(.terminated, at: start) == .exit(.inputClosed))
    }
}

@Suite struct SignalPipeTests {
    @Test func `without a pipe signals come through all the same`() async {
        let pipe = SignalPipe(nil)
        #expect(pipe.next(within: .milliseconds(1)) == nil)
        pipe.write(15)
        #expect(pipe.next(within: nil) == 15)
        #expect(pipe.next(within: .milliseconds(1)) == nil)
        pipe.write(SignalPipe.inputEnd)
        #expect(pipe.next(within: nil) == SignalPipe.inputEnd)
    }
}
