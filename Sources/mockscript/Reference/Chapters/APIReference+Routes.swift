extension APIReference {
    static let routes = APIChapter(
        "Routes, behaviors, scenarios", "What files return, and layers over routes.",
        [
            .alias(
                APIAlias(
                    name: "mock.Handler",
                    text: """
                        Return nothing to send `res`; `status [, body [, headers]]`; or `body [, headers]`.
                        A body that is a table becomes JSON, text stays text.
                        """, type: "fun(req: mock.Request, res: mock.Response): ...any")),
            .alias(
                APIAlias(
                    name: "mock.Middleware",
                    text:
                        "Wraps every route at and below its folder. `next()` runs the rest and returns its response.",
                    type: "fun(req: mock.Request, res: mock.Response, next: fun(): mock.Response): ...any")),
            .type(
                APIClass(
                    name: "mock.Route",
                    text:
                        "What a route.lua returns. Keys are \"GET\" or, for paths below the folder, \"GET /{id}/lines\".",
                    fields: [
                        "GET? mock.Handler", "POST? mock.Handler", "PUT? mock.Handler", "PATCH? mock.Handler",
                        "DELETE? mock.Handler", "HEAD? mock.Handler", "OPTIONS? mock.Handler", "ANY? mock.Handler",
                        "[string] mock.Handler",
                    ])),
            .type(
                APIClass(
                    name: "mock.Fail", text: "How often a behavior fails, and with what.",
                    fields: [
                        "rate number?  0 to 1, default 1", "status integer?  default 503",
                        "example string?  answer with this example instead", "fault mock.FaultName?",
                    ])),
            .type(
                APIClass(
                    name: "mock.Limit", text: "How many requests a behavior lets through.",
                    fields: [
                        "requests integer", "per mock.Duration",
                        "key string?  \"ip\", \"header.x-api-key\", \"query.key\"; default: one bucket",
                        "status integer?  default 429", "example string?",
                    ])),
            .type(
                APIClass(
                    name: "mock.Behavior", text: "A layer over a route that its code knows nothing about.",
                    fields: ["delay mock.Latency?", "rate string?", "fail mock.Fail?", "limit mock.Limit?"])),
            .type(
                APIClass(
                    name: "mock.Scenario", text: "What a file of scenarios/ returns.",
                    fields: [
                        "summary string?", "setup fun()?  runs once, in the session that picks the scenario",
                        "examples table<string, string>?  pins: \"POST /payments\" → example name; no code runs",
                        "behaviors table<string, mock.Behavior>?  keyed by route pattern, \"/payments/**\"",
                    ])),
            .type(
                APIClass(name: "mocklib", text: "The one global.", declaration: "mock = {}")),
        ])
}
