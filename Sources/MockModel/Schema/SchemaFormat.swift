/// The formats that are checked on request (JSON Schema 2020-12 Validation §7.3, and two of OpenAPI 3).
///
/// Others are remarks: `idn-hostname`, `idn-email` and `iri` as far as they differ from their ASCII forms, and formats that are not known.
enum SchemaFormat: String, Sendable {
    case dateTime = "date-time"
    case date, time, duration, email
    case idnEmail = "idn-email"
    case hostname, ipv4, ipv6, uri
    case uriReference = "uri-reference"
    case iri
    case iriReference = "iri-reference"
    case uriTemplate = "uri-template"
    case uuid
    case jsonPointer = "json-pointer"
    case relativeJSONPointer = "relative-json-pointer"
    case regex, int32, int64

    /// What a text must be, in words.
    var words: String {
        switch self {
        case .dateTime: "a date and time such as 2026-01-31T12:00:00Z"
        case .date: "a date such as 2026-01-31"
        case .time: "a time such as 12:00:00Z"
        case .duration: "a duration such as P3DT12H"
        case .email, .idnEmail: "a mail address"
        case .hostname: "a host name"
        case .ipv4: "an IPv4 address such as 192.0.2.1"
        case .ipv6: "an IPv6 address such as 2001:db8::1"
        case .uri, .iri: "a URI such as https://example.com/a"
        case .uriReference, .iriReference: "a URI or a relative reference"
        case .uriTemplate: "a URI template such as /users/{id}"
        case .uuid: "a UUID such as 123e4567-e89b-12d3-a456-426614174000"
        case .jsonPointer: "a JSON Pointer such as /lines/0"
        case .relativeJSONPointer: "a relative JSON Pointer such as 1/name"
        case .regex: "a regular expression"
        case .int32: "a whole number of 32 bits"
        case .int64: "a whole number of 64 bits"
        }
    }

    /// Whether a value is of the format; a value of another type always is.
    func fits(_ value: JSONValue) -> Bool {
        switch self {
        case .int32, .int64: fits(number: value)
        default: value.text.map(fits(text:)) ?? true
        }
    }

    private func fits(number value: JSONValue) -> Bool {
        let (least, most): (Int64, Int64) =
            self == .int32 ? (Int64(Int32.min), Int64(Int32.max)) : (Int64.min, Int64.max)
        guard let low = SchemaNumber.order(value, .integer(least)), let high = SchemaNumber.order(value, .integer(most))
        else { return true }
        return low >= 0 && high <= 0 && SchemaNumber.isWhole(value)
    }

    /// Bytes of the longest text that is looked at; data URIs are long, all else is short.
    private var longest: Int {
        switch self {
        case .uri, .uriReference, .iri, .iriReference: 1 << 22
        default: 1 << 16
        }
    }

    private func fits(text: String) -> Bool {
        guard text.utf8.count <= longest else { return false }
        let bytes = Array(text.utf8)
        return switch self {
        case .dateTime: TimeFormat.isDateTime(bytes)
        case .date: TimeFormat.isDate(bytes)
        case .time: TimeFormat.isTime(bytes)
        case .duration: TimeFormat.isDuration(bytes)
        case .email: AddressFormat.isMail(text, isInternational: false)
        case .idnEmail: AddressFormat.isMail(text, isInternational: true)
        case .hostname: AddressFormat.isHost(bytes)
        case .ipv4: AddressFormat.isIPv4(bytes[...])
        case .ipv6: AddressFormat.isIPv6(bytes[...])
        case .uri: ReferenceFormat.isURI(text, isRelative: false, isInternational: false)
        case .uriReference: ReferenceFormat.isURI(text, isRelative: true, isInternational: false)
        case .iri: ReferenceFormat.isURI(text, isRelative: false, isInternational: true)
        case .iriReference: ReferenceFormat.isURI(text, isRelative: true, isInternational: true)
        case .uriTemplate: ReferenceFormat.isTemplate(text)
        case .uuid: ReferenceFormat.isUUID(bytes)
        case .jsonPointer: ReferenceFormat.isPointer(bytes[...])
        case .relativeJSONPointer: ReferenceFormat.isRelativePointer(bytes)
        case .regex: SchemaPattern.isValid(text)
        case .int32, .int64: true
        }
    }
}
