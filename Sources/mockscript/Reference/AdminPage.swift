import MockAdmin
import MockModel

/// The page of the manual about the admin API, written from the table of its routes.
enum AdminPage {
    /// The whole page, in Markdown.
    static var text: String {
        introduction + AdminAPI.table.map(row).joined(separator: "\n") + "\n\n"
            + AdminAPI.table.map(section).joined(separator: "\n")
    }

    private static let introduction = """
        # The admin API

        <!-- Written by scripts/update-reference from AdminAPI.table in Sources/MockAdmin; edit the routes there. -->

        A running server answers at `/_mock` what a tool or a test asks of it, in JSON; problems are documents of RFC 9457. `HEAD` is answered as `GET`, and `OPTIONS`
        lists the methods of a path. `GET /_mock/openapi.json` is the OpenAPI 3.1 document of these routes.

        The `Host` of a call is an address, `localhost` or the host that the server listens at. A process of this machine needs no token. A call from a browser, and every
        call when other machines reach the server, shows the token of `--token`: `Authorization: Bearer TOKEN`, or `?token=TOKEN`.

        | route | what |
        |---|---|

        """

    private static func row(_ route: AdminRoute) -> String {
        "| [`\(name(of: route))`](#\(anchor(of: route))) | \(route.summary) |"
    }

    private static func section(_ route: AdminRoute) -> String {
        var text = "## \(name(of: route))\n\n\(route.summary)"
        if route.needsToken { text += " Every caller shows the token." }
        text += "\n"
        if !route.parameters.isEmpty {
            text += "\n| parameter | in | meaning |\n|---|---|---|\n"
            text += route.parameters.map { "| `\($0.name)` | \($0.location.rawValue) | \($0.summary) |\n" }.joined()
        }
        text += "\n| answer | body |\n|---|---|\n"
        text += route.answers.map { "| \($0.status) \($0.summary) | \(shape(of: $0.schema.json)) |\n" }.joined()
        return text
    }

    private static func name(of route: AdminRoute) -> String { "\(route.method) \(route.path)" }

    /// The anchor that GitHub makes of a heading.
    private static func anchor(of route: AdminRoute) -> String {
        String(
            name(of: route).lowercased().compactMap {
                $0 == " " ? "-" : $0.isLetter || $0.isNumber || $0 == "_" ? $0 : nil
            })
    }

    /// A schema in a few words: the names of an object's members.
    private static func shape(of schema: JSONValue) -> String {
        if let name = schema["$ref"]?.text?.split(separator: "/").last { return "`\(name)`" }
        if schema["type"] == "array" { return "a list of: " + shape(of: schema["items"] ?? .null) }
        guard case .object(let members)? = schema["properties"] else { return schema["type"]?.text ?? "any value" }
        return members.members.map { "`\($0.name)`" }.joined(separator: ", ")
    }
}
