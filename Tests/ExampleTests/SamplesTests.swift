import Foundation
import TestSupport
import Testing

@Test("the examples stand in the package")
func examplesExist() {
    #expect(FileManager.default.fileExists(atPath: Corpus.packageRoot.appendingPathComponent("examples").path))
}
