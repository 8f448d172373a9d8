extension APIReference {
    static let tokens: [APIItem] = [
        .type(APIClass(name: "mock.JWTLib", text: "JSON Web Tokens (RFC 7519).", declaration: "mock.jwt = {}")),
        .function(
            APIFunction(
                name: "mock.jwt.sign",
                parameters: [
                    "claims table",
                    "opts { secret: string?, key: string?, algorithm: string?, kid: string? }  default HS256; key: PEM, of RS, ES and EdDSA",
                ], results: ["string"], text: "A signed token.",
                example: .handler(
                    """
                    local token = mock.jwt.sign({ sub = "7", exp = mock.now("15m") }, { secret = "s" })
                    return { parts = select(2, token:gsub("%.", "")) + 1 }
                    """, yields: #"200 {"parts":3}"#))),
        .function(
            APIFunction(
                name: "mock.jwt.verify",
                parameters: [
                    "token string?",
                    "opts { secret: string?, key: string?, algorithm: string?, leeway: mock.Duration? }",
                ],
                results: [
                    "table? claims", "(\"missing\"|\"malformed\"|\"bad_signature\"|\"expired\"|\"not_yet\")? why",
                ],
                text: "The claims of a token that holds now, or nil and why not.",
                example: .handler(
                    """
                    local token = mock.jwt.sign({ sub = "7", exp = mock.now("30s") }, { secret = "s" })
                    mock.sleep("31s")
                    local claims, why = mock.jwt.verify(token, { secret = "s" })
                    return 401, { error = why }
                    """, yields: #"401 {"error":"expired"}"#))),
        .function(
            APIFunction(
                name: "mock.jwt.decode", parameters: ["token string"], results: ["table? claims", "table? header"],
                text: "What a token says, unchecked.",
                example: .handler(
                    """
                    local claims, header = mock.jwt.decode(mock.jwt.sign({ sub = "7" }, { secret = "s" }))
                    return { sub = claims.sub, alg = header.alg }
                    """, yields: #"200 {"alg":"HS256","sub":"7"}"#))),
        .type(
            APIClass(
                name: "mock.Keys", text: "Key pairs that sign tokens. Called with dots: `keys.sign(claims)`.",
                fields: [
                    "kid fun(): string  id of the newest key: its thumbprint (RFC 7638)",
                    "sign fun(claims: table): string  a token with the newest key and its `kid`",
                    "verify fun(token: string?, opts: { leeway: mock.Duration? }?): table?, string?  claims, or nil and why not: as mock.jwt.verify, or \"unknown_key\"",
                    "jwks fun(): table  the public keys (RFC 7517), newest first",
                    "rotate fun(): string  the next key signs from now on; its id",
                    "public fun(): string  the newest public key in PEM",
                ])),
        .function(
            APIFunction(
                name: "mock.jwt.keys",
                parameters: [
                    "opts? { algorithm: (\"RS256\"|\"ES256\"|\"EdDSA\")?, name: string?, keep: integer? }  default RS256, \"default\", 1; keep: older keys that remain in the set"
                ], results: ["mock.Keys"],
                text:
                    "Key pairs for tokens, with their key set and rotation. The same seed and name give the same keys; RSA keys are four fixed ones, used in turn.",
                example: .handler(
                    """
                    local keys = mock.jwt.keys { algorithm = "ES256" }
                    local token, first = keys.sign { sub = "7" }, keys.kid()
                    keys.rotate()
                    local _, header = mock.jwt.decode(token)
                    return { sub = keys.verify(token).sub, old = header.kid == first, keys = #keys.jwks().keys }
                    """, yields: #"200 {"keys":2,"old":true,"sub":"7"}"#))),
    ]
}
