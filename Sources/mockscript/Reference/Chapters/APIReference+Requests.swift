extension APIReference {
    static let requests = APIChapter(
        "The request", "`req` is the first argument of every handler. A field is made when it is first read.",
        [
            .type(
                APIClass(
                    name: "mock.Auth", text: "What the Authorization header says.",
                    fields: [
                        "scheme string  lower case: \"bearer\", \"basic\", …", "token string?  what follows the scheme",
                        "username string?  of Basic, when it can be read",
                        "password string?  of Basic, when it can be read",
                    ])),
            .type(
                APIClass(
                    name: "mock.Upload", text: "A file of a multipart form.",
                    fields: ["name string  field name", "filename string", "type string", "body string"])),
            .type(
                APIClass(
                    name: "mock.Request", text: "What the client sent.",
                    fields: [
                        "id string  number of this call in the log", "method string",
                        "path string  decoded, without the query", "url string  as sent", "host string", "ip string",
                        "route string  \"GET /carts/{id}\"", "params table<string, string>  from the path",
                        "query table<string, string>  first value of each",
                        "queries table<string, string[]>  every value of each",
                        "headers table<string, string>  any letter case finds them", "cookies table<string, string>",
                        "body string  raw bytes, as they were sent",
                        "text string  the body, decoded when it is compressed (Content-Encoding)",
                        "json any  parsed body; broken JSON answers 400 by itself",
                        "form table<string, string>  url-encoded or multipart fields; a broken form answers 400 by itself",
                        "forms table<string, string[]>  every value of each field", "files mock.Upload[]",
                        "auth mock.Auth?", "session string",
                        "turn integer  how often this route was called in the session, from 1",
                        "ctx table<string, any>  free for middleware to hand on",
                    ], declaration: "local Request = {}")),
            .function(
                APIFunction(
                    name: "Request:validate",
                    parameters: [
                        "schema string|table  file under schemas/, \"#/components/schemas/Name\", or a schema"
                    ],
                    moment: .answering,
                    text: "Check the JSON body against a schema; answers 422 with the findings when it does not fit.",
                    example: .handler(
                        """
                        req:validate { type = "object", required = { "name" } }
                        return 201, { name = req.json.name }
                        """, yields: #"201 {"name":"Ada"}"#, for: #"api:post("/users/7", { name = "Ada" })"#))),
        ])
}
