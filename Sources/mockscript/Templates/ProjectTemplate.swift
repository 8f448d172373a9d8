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
    static let all = [blank, hello, shop, oauth, movies, rates, orders]

    static var names: [String] { all.map(\.name) }

    static let blank = ProjectTemplate(
        name: "blank",
        files: [
            File(path: "mockscript.yaml", text: "name: My mock\n"),
            File(path: "routes/hello/{name}/GET.json", text: "{ \"hello\": \"{{ req.params.name }}\" }\n"),
        ])
}
