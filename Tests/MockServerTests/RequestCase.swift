import Foundation
import TestSupport
import Testing

/// A raw request and the answers that we promise, as a line of `Requests/*.txt`.
struct RequestCase: CustomTestStringConvertible, Sendable {
    let name: String
    let bytes: [UInt8]
    let statuses: [Int]
    /// Whether the connection is closed afterwards.
    let closes: Bool

    var testDescription: String { name }

    /// Every case of every file.
    static let all: [RequestCase] = {
        let folder = Corpus.packageRoot.appendingPathComponent("Tests/MockServerTests/Requests")
        let files = (try? FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)) ?? []
        return files.sorted { $0.path < $1.path }.flatMap(read)
    }()

    private static func read(_ file: URL) -> [RequestCase] {
        let text = (try? String(contentsOf: file, encoding: .utf8)) ?? ""
        let family = file.deletingPathExtension().lastPathComponent
        return text.split(separator: "\n").filter { !$0.hasPrefix("#") }.map { RequestCase(line: $0, family: family) }
    }

    private init(line: Substring, family: String) {
        let parts = line.split(separator: "|", maxSplits: 2).map { $0.trimmingCharacters(in: .whitespaces) }
        let promise = parts[0].split(separator: " ")
        name = "\(family): \(parts[1])"
        statuses = promise[0].split(separator: ",").compactMap { Int($0) }
        closes = promise[1] == "close"
        bytes = RequestCase.bytes(of: parts[2])
    }

    /// Reads escapes and `{count*text}`.
    private static func bytes(of text: String) -> [UInt8] {
        var bytes: [UInt8] = []
        var rest = Array(text.utf8)[...]
        while let byte = rest.popFirst() {
            if byte == UInt8(ascii: "\\") {
                bytes.append(escape(&rest))
            } else if byte == UInt8(ascii: "{"), let (count, inner) = repetition(&rest) {
                for _ in 0..<count { bytes += inner }
            } else {
                bytes.append(byte)
            }
        }
        return bytes
    }

    private static func escape(_ rest: inout ArraySlice<UInt8>) -> UInt8 {
        switch rest.popFirst() {
        case UInt8(ascii: "r"): return 13
        case UInt8(ascii: "n"): return 10
        case UInt8(ascii: "t"): return 9
        case UInt8(ascii: "0"): return 0
        case UInt8(ascii: "x"):
            let digits = String(decoding: rest.prefix(2), as: UTF8.self)
            rest = rest.dropFirst(2)
            return UInt8(digits, radix: 16) ?? 0
        case let other: return other ?? 0
        }
    }

    private static func repetition(_ rest: inout ArraySlice<UInt8>) -> (Int, [UInt8])? {
        guard let star = rest.firstIndex(of: UInt8(ascii: "*")),
            let count = Int(String(decoding: rest[..<star], as: UTF8.self)),
            let end = rest[star...].firstIndex(of: UInt8(ascii: "}"))
        else { return nil }
        let inner = bytes(of: String(decoding: rest[(star + 1)..<end], as: UTF8.self))
        rest = rest[(end + 1)...]
        return (count, inner)
    }
}
