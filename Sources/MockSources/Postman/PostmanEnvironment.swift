internal import Foundation
import MockModel

/// A file of variables as Postman exports it: an environment, globals, or either wrapped in one object.
enum PostmanEnvironment {
    /// The enabled values of a file; of doubled names the last enabled one stands.
    ///
    /// - Parameters:
    ///   - path: where the file lies.
    ///   - name: the file as the user named it; by default the path.
    static func read(path: String, name: String? = nil) throws(Problem) -> [TextKey: String] {
        let name = name ?? path
        guard let data = FileManager.default.contents(atPath: path) else {
            throw Problem(
                .error, "unreadable-file", "the environment cannot be read", at: SourceLocation(file: name),
                hint: "-e takes the path of an exported environment (JSON)")
        }
        return try values(of: Array(data), name: name)
    }

    /// The enabled values in the text of a file.
    static func values(of bytes: [UInt8], name: String) throws(Problem) -> [TextKey: String] {
        let json = try JSONSource(bytes, file: name, problem: "bad-json", prefix: "").value
        let list = json["values"] ?? json["environment"]?["values"] ?? json["globals"]?["values"] ?? json
        guard list.elements != nil else {
            throw Problem(
                .error, "bad-environment", "this is no environment of Postman: it has no list \"values\"",
                at: SourceLocation(file: name), hint: "In Postman: Environments, ⋯, Export")
        }
        return PostmanVariables.values(of: list)
    }
}
