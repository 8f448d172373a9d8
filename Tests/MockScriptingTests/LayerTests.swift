import Testing

@testable import MockScripting

@Test("MockScripting can be imported on its own")
func importsAlone() {
    #expect(Bool(true))
}
