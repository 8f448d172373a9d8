import Testing

@testable import MockModel

@Test("MockModel can be imported on its own")
func importsAlone() {
    #expect(Bool(true))
}
