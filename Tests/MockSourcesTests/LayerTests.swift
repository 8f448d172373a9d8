import Testing

@testable import MockSources

@Test("MockSources can be imported on its own")
func importsAlone() {
    #expect(Bool(true))
}
