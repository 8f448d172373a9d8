/// Settings of other tools, and flags that are no settings, with what is written here.
enum ForeignSettings {
    /// What to write for a name in a group; `nil` for one that no tool is known to have.
    static func advice(for name: String, in group: String) -> String? {
        if group.isEmpty { return top[name] }
        if group == "cors" { return cors[name] }
        return group.hasPrefix("behaviors.") && !group.hasSuffix(".fail") && !group.hasSuffix(".limit")
            ? behavior[name] : nil
    }

    private static let everywhere = "write behaviors: { \"/**\": { delay: 100ms } }"

    private static let top = [
        "delay": everywhere, "latency": everywhere, "throttle": everywhere,
        "host": "it is a flag: serve --host 0.0.0.0", "hostname": "it is a flag: serve --host 0.0.0.0",
        "watch": "saved files are noticed; serve --no-watch switches that off",
        "proxy": "write upstream: https://api.example.com and unmatched: proxy",
        "target": "write upstream: https://api.example.com and unmatched: proxy",
        "token": "it is a flag: serve --token", "quiet": "it is a flag: serve --quiet",
        "routes": "a route is a folder: routes/users/GET.json answers GET /users",
        "endpoints": "a route is a folder: routes/users/GET.json answers GET /users",
        "mappings": "a route is a folder: routes/users/GET.json answers GET /users",
        "stubs": "a route is a folder: routes/users/GET.json answers GET /users",
        "headers": "fields of an answer stand in a .http example, or are set by middleware.lua",
        "rateLimit": "write behaviors: { \"/**\": { limit: { requests: 5, per: 1m } } }",
        "tls": "answers are sent by HTTP; put a proxy in front for TLS",
        "https": "answers are sent by HTTP; put a proxy in front for TLS",
    ]

    private static let cors = [
        "allowedOrigins": "write origins: [https://app.example.com]",
        "allow_origins": "write origins: [https://app.example.com]",
        "allowedHeaders": "write headers: [Authorization, Content-Type]",
        "exposedHeaders": "all fields of an answer may be read",
        "methods": "all methods of a route are allowed", "allowedMethods": "all methods of a route are allowed",
        "allowCredentials": "write credentials: true", "enabled": "write cors: true",
    ]

    private static let behavior = [
        "latency": "write delay: 100ms", "fixedDelayMilliseconds": "write delay: 100ms",
        "delayMs": "write delay: 100ms",
        "wait": "write delay: 100ms", "timeout": "write delay: forever",
        "status": "write fail: { rate: 1, status: 503 }",
        "error": "write fail: { rate: 0.1, status: 503 }", "errorRate": "write fail: { rate: 0.1, status: 503 }",
        "fault": "write fail: { rate: 1, fault: reset }", "throttle": "write rate: 20kB/s",
        "bandwidth": "write rate: 20kB/s",
        "rateLimit": "write limit: { requests: 5, per: 1m }",
    ]
}
