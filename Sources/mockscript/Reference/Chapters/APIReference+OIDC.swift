extension APIReference {
    static let oidc: [APIItem] = [
        .type(
            APIClass(
                name: "mock.OIDCOptions",
                text: "What a provider knows and how long its tokens live; all may be left out.",
                fields: [
                    "issuer string?  default: the address of the request, with http",
                    "clients table<string, { secret: string?, redirect_uris: string[]? }>?  by their ids; default: every id is a client",
                    "users table<string, table>?  claims by the key of the user, the `sub`; default: ada",
                    "scopes string[]?  others are refused; default: all are taken",
                    "audience string?  of access tokens; default: the client",
                    "algorithm (\"RS256\"|\"ES256\"|\"EdDSA\")?  default RS256",
                    "access_ttl mock.Duration?  of access and ID tokens; default \"1h\"",
                    "refresh_ttl mock.Duration?  default \"30d\"", "code_ttl mock.Duration?  default \"1m\"",
                    "device_ttl mock.Duration?  default \"10m\"",
                    "interval mock.Duration?  how often a device may ask; default \"5s\"",
                    "login (fun(req: mock.Request): string?)?  the key of the user who signs in, or nil; default: `login_hint`, else the first user",
                    "claims (fun(claims: table, kind: \"access\"|\"id\"|\"userinfo\"): table?)?  changes claims before they are sent",
                    "name string?  of its keys and its state; default \"oidc\"",
                ])),
        .function(
            APIFunction(
                name: "mock.oidc", parameters: ["opts? mock.OIDCOptions"],
                results: ["table<string, mock.Handler>  a route table"],
                text: """
                    A provider of OpenID Connect and OAuth 2.0: discovery, `/jwks`, `/authorize` (code with PKCE), `/token` (code, refresh, \
                    client credentials, device), `/userinfo`, `/revoke`, `/introspect`, `/device_authorization`, `/device`. Its keys are \
                    those of `mock.jwt.keys { name = "oidc" }`.
                    """,
                example: .handler(
                    """
                    local provider = mock.oidc { issuer = "https://id.example.test", algorithm = "ES256" }
                    local document = provider["GET /.well-known/openid-configuration"](req)
                    return { issuer = document.issuer, token = document.token_endpoint }
                    """,
                    yields: #"200 {"issuer":"https://id.example.test","token":"https://id.example.test/token"}"#))),
    ]
}
