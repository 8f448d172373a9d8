import Foundation
import TestSupport
import Testing

@testable import mockscript

/// What the reference promises, held against the built program.
@Suite(.ownThreads) struct ReferenceTests {
    @Test func `every example yields what the reference says`() throws {
        let project = try ReferenceProject()
        defer { project.clear() }
        let outcome = try BuiltBinary.run(["test"], in: project.folder)
        #expect(outcome.code == 0, "\(outcome.output)\(outcome.errors)")
        let count = ReferenceProject.examples.count - ReferenceProject.pending.count
        #expect(count > 70 && outcome.output.contains("\(count) passed"), "\(outcome.output)")
    }

    @Test func `every handler function has an example`() {
        let without = APIReference.mock.flatMap(\.functions).filter { $0.example == nil }.map(\.name)
        #expect(without.isEmpty, "\(without)")
    }

    @Test func `every function exists and refuses wrong arguments by name`() throws {
        let project = try ReferenceProject()
        defer { project.clear() }
        let probes = MisuseProbes()
        try project.write("routes/misuse/route.lua", probes.route)
        try project.write("tests/misuse.test.lua", probes.test)
        let outcome = try BuiltBinary.run(["test", "tests/misuse.test.lua"], in: project.folder)
        #expect(outcome.code == 0, "\(outcome.output)\(outcome.errors)")
        #expect(probes.count > 150)
    }

    @Test func `nothing exists that the reference does not list`() throws {
        let project = try ReferenceProject()
        defer { project.clear() }
        try project.write("tests/members.test.lua", MisuseProbes.members)
        let outcome = try BuiltBinary.run(["test", "tests/members.test.lua"], in: project.folder)
        #expect(outcome.code == 0, "\(outcome.output)\(outcome.errors)")
    }
}
