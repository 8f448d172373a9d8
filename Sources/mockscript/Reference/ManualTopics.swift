/// The pages of the manual with the words under which `mockscript help` names them.
struct ManualTopic {
    /// The page, from the root of the sources.
    let path: String
    let title: String
    /// The words, in lower case.
    let words: [String]

    init(_ path: String, _ title: String, _ words: String) {
        self.path = "Docs/\(path).md"
        self.title = title
        let stem = path.split(separator: "/").last.map { $0.lowercased() } ?? ""
        self.words = [stem] + words.split(separator: " ").map(String.init)
    }

    /// The whole page.
    var text: String? { ProjectTemplate.manual(String(path.dropFirst("Docs/".count))) }

    /// The page at a path such as `Docs/Guides/Browsers.md`, in any letter case.
    static func page(at path: String) -> ManualTopic? { all.first { $0.path.lowercased() == path.lowercased() } }

    /// The pages that explain a word.
    static func pages(on word: String) -> [ManualTopic] {
        let word = word.lowercased()
        return all.filter { topic in topic.words.contains { $0 == word || $0 + "s" == word || word + "s" == $0 } }
    }

    /// Every page.
    static let all: [ManualTopic] = pages + guides

    private static let pages = [
        ManualTopic("Admin", "The admin API", "_mock openapi token calls"),
        ManualTopic("Architecture", "Architecture", "targets threads"),
        ManualTopic("CommandLine", "The command line", "commands command-line exit-codes"),
        ManualTopic("ContinuousIntegration", "Continuous integration", "ci jenkins actions docker"),
        ManualTopic(
            "Examples", "Examples and matching",
            "example matching match template directive latency fault rate weight turn"),
        ManualTopic("Flags", "Flags", "option environment"),
        ManualTopic("Folders", "The folder format", "folder route project layout data seed settings basepath"),
        ManualTopic("GettingStarted", "Getting started", "start first-steps"),
        ManualTopic("Glossary", "Glossary", "words"),
        ManualTopic("Handlers", "Handlers", "handler middleware state req res next halt"),
        ManualTopic("Install", "Install", "installation release archive completions man"),
        ManualTopic("Lua", "Lua behind the wall", "sandbox limits memory cpu"),
        ManualTopic("Postman", "Serving a Postman collection", "collection environment"),
        ManualTopic("Principles", "Principles", ""),
        ManualTopic("Promises", "Promises", "guarantee limits performance"),
        ManualTopic("README", "The manual", "manual index contents"),
        ManualTopic("Reference", "Reference of the Lua API", "api lua functions"),
        ManualTopic("Settings", "Settings", "mockscript.yaml yaml configuration config"),
        ManualTopic("Testing", "Tests in Lua", "test scenario coverage snapshot stub"),
        ManualTopic("Tutorial", "Tutorial: a tested stateful flow in ten minutes", ""),
    ]

    private static let guides = [
        ManualTopic(
            "Guides/Auth", "Sign-in with OpenID Connect, API keys and Basic",
            "oidc openid oauth oauth2 login sign-in basic api-key jwks"),
        ManualTopic("Guides/Browsers", "Browsers and CORS", "cors browser origin preflight"),
        ManualTopic("Guides/Editors", "Editors", "editor types schema completion vscode"),
        ManualTopic("Guides/FlakyService", "A service that fails", "flaky failure fail fault behavior delay"),
        ManualTopic("Guides/Forms", "Forms and uploads", "form upload multipart urlencoded files"),
        ManualTopic("Guides/GraphQLAndSOAP", "GraphQL and SOAP", "graphql soap xml"),
        ManualTopic(
            "Guides/HalfMock", "A mock in front of a real server", "proxy upstream unmatched half-mock passthrough"),
        ManualTopic("Guides/Idempotency", "Idempotency keys", "idempotent idempotency-key retry"),
        ManualTopic("Guides/LuaForJavaScript", "Lua for JavaScript people", "javascript js lua"),
        ManualTopic("Guides/Mobile", "Mobile applications", "android ios phone"),
        ManualTopic("Guides/OpenAPI", "From an OpenAPI document", "openapi swagger description prefer accept"),
        ManualTopic("Guides/Pagination", "Lists in pages", "page paging list cursor resource collection"),
        ManualTopic("Guides/RateLimits", "Limits", "rate-limit limit quota 429"),
        ManualTopic("Guides/Streams", "Streams", "sse websocket event stream"),
        ManualTopic("Guides/Swift", "Serve a mock from Swift tests", "mockscriptkit library"),
        ManualTopic("Guides/Tokens", "Tokens that expire", "jwt token bearer refresh"),
        ManualTopic("Guides/Webhooks", "Webhooks", "webhook callback signature"),
    ]
}
