/// The secrets of one call: the values that stand under names which carry one.
///
/// They are masked wherever they stand in a text.
public struct SecretValues: Sendable {
    let redaction: Redaction
    /// UTF-8 of the values by their first byte, the longest first.
    private var values: [UInt8: [[UInt8]]] = [:]
    private var count = 0

    /// A shorter value is masked only where it stands by itself: "12" is no secret inside "1200".
    private static let shortest = 6
    /// More values than this are not kept; texts are masked as a whole then.
    private static let most = 1_000

    /// No secrets yet.
    public init(by redaction: Redaction) {
        self.redaction = redaction
    }

    /// Whether there is none.
    public var isEmpty: Bool { count == 0 }

    /// Adds a value.
    public mutating func add(_ value: some StringProtocol) {
        let bytes = Array(value.utf8)
        guard let first = bytes.first, value != Redaction.mask, count <= SecretValues.most else { return }
        var same = values[first] ?? []
        guard !same.contains(bytes) else { return }
        let index = same.firstIndex { $0.count < bytes.count } ?? same.endIndex
        same.insert(bytes, at: index)
        values[first] = same
        count += 1
    }

    /// A text with the mask in place of each secret, and of the passwords and tokens in its URLs.
    public func masked(_ text: String) -> String { Redaction.maskedUserInfo(in: maskedValues(in: text)) }

    private func maskedValues(in text: String) -> String {
        if isEmpty { return text }
        if count > SecretValues.most { return Redaction.mask }
        let bytes = Array(text.utf8)
        var masked: [UInt8] = []
        var copied = 0
        var index = 0
        while index < bytes.count {
            let length = length(at: index, in: bytes)
            if length > 0 {
                masked += bytes[copied..<index]
                masked += Redaction.mask.utf8
                copied = index + length
            }
            index += max(1, length)
        }
        return copied == 0 ? text : String(decoding: masked + bytes[copied...], as: UTF8.self)
    }

    /// The length of the secret that begins at an index; 0 without one.
    private func length(at index: Int, in bytes: [UInt8]) -> Int {
        guard let candidates = values[bytes[index]] else { return 0 }
        let found = candidates.first { value in
            bytes[index...].starts(with: value)
                && (value.count >= SecretValues.shortest
                    || SecretValues.standsAlone(index..<index + value.count, in: bytes))
        }
        return found?.count ?? 0
    }

    private static func standsAlone(_ range: Range<Int>, in bytes: [UInt8]) -> Bool {
        let isWithin = range.lowerBound > 0 && isOfWord(bytes[range.lowerBound - 1])
        let goesOn = range.upperBound < bytes.count && isOfWord(bytes[range.upperBound])
        return !isWithin && !goesOn
    }

    private static func isOfWord(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "_"), 0x80...:
            true
        default: false
        }
    }

    /// A document with secret members masked, and the secrets in all its texts and names.
    public func masked(_ document: JSONValue) -> JSONValue {
        switch document {
        case .string(let text): .string(masked(text))
        case .array(let elements): .array(elements.map { masked($0) })
        case .object(let object):
            .object(
                JSONObject(
                    object.members.map { member in
                        let value =
                            redaction.hides(member.name) ? .string(Redaction.mask) : masked(member.value)
                        return .init(masked(member.name), value)
                    }))
        default: document
        }
    }

    /// A reason without the secrets that conditions compare.
    public func masked(_ reason: Exchange.Reason) -> String {
        guard case .miss(var miss) = reason else { return masked(reason.sentence) }
        miss.closest = miss.closest.map(masked)
        return masked(miss.sentence)
    }

    /// A candidate without the secrets that its conditions compare.
    public func masked(_ candidate: Candidate) -> Candidate {
        var candidate = candidate
        candidate.failed = candidate.failed.map { masked(redaction.masked(condition: $0)) }
        return candidate
    }
}
