import MockFiles
import MockModel

/// A Postman collection, version 2.0 or 2.1.
struct PostmanFormat: SourceFormat {
    let name = "postman"
    let summary = "a Postman collection (v2)"

    /// Any file that is JSON and has the shape of a collection, whatever its name.
    func recognizes(_ candidate: SourceCandidate) -> Bool {
        guard case .success(let json)? = candidate.file?.json else { return false }
        return PostmanReader.recognizes(json.value)
    }

    func read(_ candidate: SourceCandidate, options: SourceOptions) throws(Problem) -> Project {
        guard let json = try candidate.file?.json?.get() else { throw PostmanReader.noCollection(candidate.path) }
        return try PostmanReader.read(json, root: candidate.root.path, options: options)
    }
}
