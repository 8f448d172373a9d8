import MockAdmin
import MockModel

/// The page of the manual about the admin API, written from the table of its routes.
enum AdminPage {
    /// The whole page, in Markdown.
    static var text: String {
        introduction + routes.map(row).joined(separator: "\n") + "\n\n"
            + routes.map(section).joined(separator: "\n")
    }

    /// Each route once: those of a session under their long path.
    private static let routes = AdminAPI.table.filter { !$0.isShort }

    private static let introduction = """
        # The admin API

        <!-- Written by scripts/update-reference from AdminAPI.table in Sources/MockAdmin; edit the routes there. -->

        A running server answers at `/_mock` what a tool or a test asks of it, in JSON; problems are documents of RFC 9457. `HEAD` is answered as `GET`, and `OPTIONS`
        lists the methods of a path. `GET /_mock/openapi.json` is the OpenAPI 3.1 document of these routes.

        The `Host` of a call is an address, `localhost` or the host that the server listens at. A process of this machine needs no token. A call from a browser, and every
        call when other machines reach the server, shows the token of `--token`: `Authorization: Bearer TOKEN`, or `?token=TOKEN`.

        Every path below `/_mock/sessions/{sid}` also exists without `/sessions/{sid}`. It then means the session that the header `X-Mock-Session` names, else `default`:
        `curl -X POST localhost:4000/_mock/reset` is a whole sentence.

        ## Sessions

        A session is a world of its own: state, clock, chance, turns, calls, timers, and the code that runs in it. A request of the application under test names its session by one of
        these, in this order:

        | what | who uses it |
        |---|---|
        | the path prefix `/_s/{sid}/…` | clients of which only the base URL can be set |
        | the header `X-Mock-Session` (`sessions.header` in the settings) | clients that can send a header |
        | `baggage: mock-session={sid}` (W3C Baggage) | applications with tracing, which forward it with every call that they make |
        | the cookie `mock_session` | browsers |
        | none | the session `default` |

        Prefix, baggage and cookie are looked at once there is a session beside `default`. A key that names no session is answered with 400, which lists the sessions. A session that
        is not used for `sessions.idle` (1h) is forgotten.

        A call that concerns code which runs, or that moves the clock, is answered when that is done; it holds nothing else up.

        ## Routes

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
        if let sample = route.sample {
            text += "\nBody: `\(String(decoding: JSONWriter.compact(sample), as: UTF8.self))`\n"
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
