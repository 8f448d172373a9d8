import MockModel
import Synchronization

/// Makes values of the schemas of a description, and checks each of them with its schema.
final class GeneratedValues: Sendable {
    private let pieces: SchemaPieces
    private let seed: UInt64
    private let checks = Mutex<[TextKey: JSONSchema?]>([:])

    /// The schemas as they hold for answers.
    private let library = Mutex<SchemaLibrary?>(nil)

    /// Schemas of which no value was found; they are not tried again.
    private let unsolved = Mutex<[TextKey: UnsolvedSchema]>([:])

    private static let attempts = 12

    init(_ schemas: ProjectSchemas, seed: UInt64) {
        pieces = SchemaPieces(schemas)
        self.seed = seed
    }

    /// What a value is made for.
    struct Purpose {
        /// What the value is part of: `body`, or the name of a header field.
        var part = "body"
        /// Milliseconds since 1970 on the session's clock.
        var now: Int64 = 0
        /// The parameters of the path and their values.
        var echo: [(name: String, value: String)] = []
        /// Whether the last of them names what is answered.
        var namesOne = false
        var variation = ""
        /// Whether a value is made although there are examples.
        var isDynamic = false
    }

    /// A value of the schema of a URI.
    ///
    /// - Throws: ``UnsolvedSchema`` when none was found that fits.
    func value(of uri: String, for purpose: Purpose) throws(UnsolvedSchema) -> JSONValue {
        if let known = unsolved.withLock({ $0[TextKey(uri)] }) { throw known }
        guard let piece = pieces.piece(at: uri) else { throw UnsolvedSchema(uri: uri, reason: "it leads to nothing") }
        let check = check(of: uri)
        var reason: String?
        for attempt in 0..<GeneratedValues.attempts {
            // What the path says goes first; where that does not fit the schema, the schema counts.
            for withEcho in purpose.echo.isEmpty ? [false] : [true, false] {
                do throws(ValueGenerator.Failure) {
                    let value = try value(of: piece, purpose, attempt: attempt, withEcho: withEcho)
                    guard let found = finding(in: value, check) else { return value }
                    reason = reason ?? found
                } catch { reason = reason ?? error.words }
            }
        }
        let failure = UnsolvedSchema(uri: uri, reason: reason ?? "")
        unsolved.withLock { $0[TextKey(uri)] = failure }
        throw failure
    }

    private func value(
        of piece: SchemaPiece, _ purpose: Purpose, attempt: Int, withEcho: Bool
    ) throws(ValueGenerator.Failure) -> JSONValue {
        var request = ValueGenerator.Request(seed: seed, now: purpose.now)
        request.echo = withEcho ? purpose.echo : []
        request.namesOne = purpose.namesOne && withEcho
        request.variation = purpose.variation
        var generator = ValueGenerator(pieces, request, attempt: attempt)
        var place = ValueGenerator.Place(key: piece.name ?? purpose.part)
        place.isAnswer = purpose.part == "body"
        if !place.isAnswer { place.name = purpose.part }
        return try generator.value(of: [piece], at: place)
    }

    /// What a value breaks in its schema, in words; `nil` when it fits, and when the schema itself cannot be used, of which `check` tells.
    private func finding(in value: JSONValue, _ check: JSONSchema?) -> String? {
        guard let check else { return nil }
        do throws(SchemaLimit) {
            let findings = try check.findings(in: value, JSONSchema.Options(assertsFormats: true))
            return findings.first.map { "\($0.path.isEmpty ? "the value" : $0.path) \($0.message)" }
        } catch { return "\(error)" }
    }

    /// What a value breaks in the schema of a URI; `nil` when it fits.
    func finding(in value: JSONValue, of uri: String) -> String? { finding(in: value, check(of: uri)) }

    private func check(of uri: String) -> JSONSchema? {
        if let known = checks.withLock({ $0[TextKey(uri)] }) { return known }
        let library = library.withLock { known in
            let made = known ?? pieces.schemas.library.inReadContext()
            known = made
            return made
        }
        let made = try? library.schema(at: uri)
        checks.withLock { $0[TextKey(uri)] = .some(made) }
        return made
    }
}

/// A schema of which no value was found.
struct UnsolvedSchema: Error {
    let uri: String
    let reason: String

    /// The problem in words.
    var message: String { "no value of the schema was found: \(reason)" }
}

extension ValueGenerator.Failure {
    /// What is wrong, in words.
    fileprivate var words: String {
        switch self {
        case .endless(let cycle): "it leads to itself without an end: \(cycle.joined(separator: " → "))"
        case .never(let reason): reason
        }
    }
}
