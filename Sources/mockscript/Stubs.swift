// Stand-ins that the real declarations replace one by one: whoever adds one deletes its line here.
// swift-format-ignore-file
import MockModel
import MockSources
import Foundation
enum SourceReader { static func read(_ path: String, options: SourceOptions) throws(Problem) -> Project {
    guard let data = FileManager.default.contents(atPath: path) else { throw Problem(.error, "missing", "there is no \(path)") }
    return try PostmanReader.read(Array(data), name: path, root: ".", options: options) } }
