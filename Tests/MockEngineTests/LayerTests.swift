import Testing

@testable import MockEngine

@Test("MockEngine can be imported on its own")
func importsAlone() {
    #expect(Bool(true))
}
