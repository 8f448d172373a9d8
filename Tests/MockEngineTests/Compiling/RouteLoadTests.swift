import Testing

@testable import MockEngine

/// Which routes run on workers, by the time that their code took.
@Suite struct RouteLoadTests {
    private let long = RouteLoad.longRun
    private let short = RouteLoad.longRun - 1

    @Test func `a second long run that computed makes a route heavy, and it stays so`() {
        let load = RouteLoad()
        load.note(long, processorTime: nil)
        #expect(load.isSuspect && !load.isHeavy)
        load.note(long, processorTime: long)
        #expect(load.isHeavy && !load.isSuspect)
        for _ in 0..<100 { load.note(0, processorTime: 0) }
        #expect(load.isHeavy)
    }

    @Test func `a busy machine makes no route heavy`() {
        let load = RouteLoad()
        for _ in 0..<100 { load.note(10 * long, processorTime: load.isSuspect ? short : nil) }
        #expect(!load.isHeavy)
    }

    @Test func `suspicion ends after some short runs`() {
        let load = RouteLoad()
        load.note(long, processorTime: nil)
        for _ in 0..<RouteLoad.suspicion {
            #expect(load.isSuspect)
            load.note(short, processorTime: 0)
        }
        #expect(!load.isSuspect && !load.isHeavy)
    }
}
