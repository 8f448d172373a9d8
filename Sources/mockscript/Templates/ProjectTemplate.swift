import CTemplates

/// A project that `new` can begin with.
struct ProjectTemplate: Sendable {
    /// One of its files.
    struct File: Sendable {
        let path: String
        let text: String
    }

    let name: String
    let files: [File]

    /// Every template, the emptiest first.
    static let all = [blank] + ["hello", "shop", "oauth", "movies", "rates", "orders"].map(embedded)

    static var names: [String] { all.map(\.name) }

    static let blank = ProjectTemplate(
        name: "blank",
        files: [
            File(path: "mockscript.yaml", text: "name: My mock\n"),
            File(path: "routes/hello/{name}/GET.json", text: "{ \"hello\": \"{{ req.params.name }}\" }\n"),
        ])

    /// The page of the manual at a path below `Docs/`.
    static func manual(_ path: String) -> String? { pages.files.first { $0.path == path }?.text }

    private static let pages = embedded("Docs")

    /// The folder of `examples/` of this name, whose files the C compiler embedded.
    private static func embedded(_ name: String) -> ProjectTemplate {
        let files = (0..<ctemplates_file_count()).compactMap { index -> File? in
            let file = unsafe ctemplates_file_at(index)
            guard unsafe String(cString: file.template_name) == name else { return nil }
            let bytes = unsafe UnsafeBufferPointer(start: file.bytes, count: file.count)
            return unsafe File(path: String(cString: file.path), text: String(decoding: bytes, as: UTF8.self))
        }
        return ProjectTemplate(name: name, files: files)
    }
}
