/// The content types that file extensions stand for.
public enum MediaType {
    /// The content type of a file extension in any letter case, such as `application/json` for `json`; of an unknown one
    /// `application/octet-stream`.
    ///
    /// Types of plain text carry `; charset=utf-8`. `http` is no type: such a file holds a whole message with its own.
    public static func contentType(ofExtension name: String) -> String {
        types[name.lowercased()] ?? "application/octet-stream"
    }

    /// Whether an extension has a type of its own.
    public static func isKnown(extension name: String) -> Bool {
        types[name.lowercased()] != nil
    }

    /// The extension under which a body of a content type is saved; `nil` for unknown types.
    ///
    /// Parameters are ignored; `+json` and `+xml` count as `json` and `xml`.
    public static func fileExtension(ofContentType contentType: String) -> String? {
        let type = essence(of: contentType)
        if let name = preferred[type] { return name }
        if type.hasSuffix("+json") { return "json" }
        return type.hasSuffix("+xml") ? "xml" : nil
    }

    /// Type and subtype in lower case, without parameters: `text/html` of `Text/HTML; charset=utf-8`.
    public static func essence(of contentType: String) -> String {
        contentType.prefix { $0 != ";" }.trimmed.lowercased()
    }

    /// Whether a content type is JSON (`application/json`, `text/json`, `…+json`).
    public static func isJSON(_ contentType: String) -> Bool {
        let type = essence(of: contentType)
        return type == "application/json" || type == "text/json" || type.hasSuffix("+json")
    }

    /// Whether a content type is XML (`application/xml`, `text/xml`, `…+xml`).
    public static func isXML(_ contentType: String) -> Bool {
        let type = essence(of: contentType)
        return type == "application/xml" || type == "text/xml" || type.hasSuffix("+xml")
    }

    /// Every content type of the table, without parameters.
    public static let all: [String] = table.map(\.type)

    /// Every extension of the table.
    public static let extensions: [String] = table.flatMap(\.extensions)

    private static let types: [String: String] = table.reduce(into: [:]) { types, row in
        for name in row.extensions { types[name] = row.type + (needsCharset(row.type) ? "; charset=utf-8" : "") }
    }

    private static let preferred: [String: String] = table.reduce(into: [:]) { preferred, row in
        if preferred[row.type] == nil { preferred[row.type] = row.extensions.first }
    }

    /// JSON is UTF-8 by itself (RFC 8259 §8.1) and XML says its own; scripts and text in general do not.
    private static func needsCharset(_ type: String) -> Bool { type.hasPrefix("text/") && type != "text/json" }

    private static let table: [(type: String, extensions: [String])] = [
        ("application/json", ["json"]), ("application/problem+json", ["problem+json"]),
        ("application/ld+json", ["jsonld"]),
        ("application/geo+json", ["geojson"]), ("application/hal+json", ["hal+json"]),
        ("application/vnd.api+json", ["api+json"]),
        ("application/json-patch+json", ["json-patch"]), ("application/merge-patch+json", ["merge-patch"]),
        ("application/schema+json", ["schema+json"]), ("application/manifest+json", ["webmanifest"]),
        ("application/x-ndjson", ["ndjson", "jsonl"]), ("application/json5", ["json5"]),
        ("application/graphql", ["graphql", "gql"]),
        ("application/xml", ["xml", "xsd", "xsl"]), ("application/problem+xml", ["problem+xml"]),
        ("application/soap+xml", ["soap"]),
        ("application/rss+xml", ["rss"]), ("application/atom+xml", ["atom"]), ("application/xhtml+xml", ["xhtml"]),
        ("application/gpx+xml", ["gpx"]), ("application/vnd.google-earth.kml+xml", ["kml"]),
        ("application/wsdl+xml", ["wsdl"]),
        ("text/plain", ["txt", "text", "log", "ini", "conf"]), ("text/html", ["html", "htm"]), ("text/css", ["css"]),
        ("text/csv", ["csv"]), ("text/tab-separated-values", ["tsv"]), ("text/markdown", ["md", "markdown"]),
        ("text/javascript", ["js", "mjs"]), ("text/calendar", ["ics"]), ("text/vcard", ["vcf"]), ("text/vtt", ["vtt"]),
        ("text/event-stream", ["sse"]), ("text/x-lua", ["lua"]), ("application/yaml", ["yaml", "yml"]),
        ("application/toml", ["toml"]),
        ("application/sql", ["sql"]), ("application/x-www-form-urlencoded", ["form"]), ("application/jwt", ["jwt"]),
        ("image/png", ["png"]), ("image/jpeg", ["jpg", "jpeg"]), ("image/gif", ["gif"]), ("image/webp", ["webp"]),
        ("image/avif", ["avif"]), ("image/bmp", ["bmp"]), ("image/tiff", ["tiff", "tif"]), ("image/svg+xml", ["svg"]),
        ("image/vnd.microsoft.icon", ["ico"]), ("image/heic", ["heic"]), ("audio/mpeg", ["mp3"]),
        ("audio/wav", ["wav"]),
        ("audio/ogg", ["ogg", "oga", "opus"]), ("audio/flac", ["flac"]), ("audio/aac", ["aac"]), ("audio/mp4", ["m4a"]),
        ("video/mp4", ["mp4", "m4v"]), ("video/webm", ["webm"]), ("video/ogg", ["ogv"]), ("video/quicktime", ["mov"]),
        ("video/mp2t", ["ts"]), ("application/vnd.apple.mpegurl", ["m3u8"]), ("application/dash+xml", ["mpd"]),
        ("font/woff2", ["woff2"]), ("font/woff", ["woff"]), ("font/ttf", ["ttf"]), ("font/otf", ["otf"]),
        ("application/pdf", ["pdf"]), ("application/zip", ["zip"]), ("application/gzip", ["gz"]),
        ("application/x-tar", ["tar"]),
        ("application/zstd", ["zst"]), ("application/x-7z-compressed", ["7z"]), ("application/rtf", ["rtf"]),
        ("application/epub+zip", ["epub"]), ("application/wasm", ["wasm"]), ("application/cbor", ["cbor"]),
        ("application/msgpack", ["msgpack"]), ("application/protobuf", ["pb", "protobuf"]),
        ("application/grpc", ["grpc"]), ("application/vnd.apache.parquet", ["parquet"]),
        ("application/pem-certificate-chain", ["pem"]),
        ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", ["docx"]),
        ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", ["xlsx"]),
        ("application/vnd.openxmlformats-officedocument.presentationml.presentation", ["pptx"]),
        ("application/msword", ["doc"]), ("application/vnd.ms-excel", ["xls"]),
        ("application/vnd.oasis.opendocument.text", ["odt"]),
        ("application/vnd.oasis.opendocument.spreadsheet", ["ods"]),
        ("application/octet-stream", ["bin"]),
    ]
}
