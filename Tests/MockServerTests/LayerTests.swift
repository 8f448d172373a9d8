import Testing

@testable import MockServer

@Test("MockServer can be imported on its own")
func importsAlone() {
    #expect(Bool(true))
}
