import Foundation
import MockModel
import TestSupport
import Testing

@testable import MockSources

/// Broken collections: whatever is wrong with one, it is read or refused with one problem.
@Suite("A broken collection", .enabled(if: Corpus.isPresent))
struct PostmanMutationTests {
    private static let seed: UInt64 = 20_261_124

    private static let small: [(name: String, bytes: [UInt8])] = Corpus.files("postman").compactMap { file in
        guard let data = try? Data(contentsOf: file), data.count < 20_000 else { return nil }
        return (file.lastPathComponent, Array(data))
    }

    @Test("of damaged bytes is read or refused with its place")
    func damagedBytes() throws {
        var random = RandomGenerator(seed: Self.seed)
        var refused = 0
        for (name, bytes) in Self.small {
            for round in 0..<60 {
                var damaged = bytes
                for _ in 0..<Int.random(in: 1...4, using: &random) { damage(&damaged, &random) }
                guard let problem = problem(of: damaged) else { continue }
                refused += 1
                #expect(
                    !problem.message.isEmpty && problem.location?.file == "c.json",
                    "\(name), seed \(Self.seed), round \(round)")
            }
        }
        #expect(refused > 100)
    }

    @Test("with values of another kind than they should be is read or refused")
    func oddValues() throws {
        var random = RandomGenerator(seed: Self.seed)
        var served = 0
        for (_, bytes) in Self.small {
            let json = try JSONValue(file: bytes)
            for _ in 0..<60 {
                let odd = changed(json, share: 0.02, &random)
                if problem(of: JSONWriter.compact(odd)) == nil { served += 1 }
            }
        }
        #expect(served > 100)
    }

    private func problem(of bytes: [UInt8]) -> Problem? {
        do throws(Problem) {
            _ = try PostmanReader.read(bytes, name: "c.json", root: "/", options: SourceOptions())
            return nil
        } catch { return error }
    }

    private func damage(_ bytes: inout [UInt8], _ random: inout RandomGenerator) {
        guard let place = bytes.indices.randomElement(using: &random) else { return }
        switch Int.random(in: 0..<4, using: &random) {
        case 0: bytes[place] = UInt8.random(in: 0...255, using: &random)
        case 1: bytes.remove(at: place)
        case 2: bytes.insert(contentsOf: Array("{}[]\",:\\".utf8).shuffled(using: &random).prefix(2), at: place)
        default: bytes.removeSubrange(place..<min(bytes.count, place + 50))
        }
    }

    /// The value with a share of its parts replaced by values of any kind.
    private func changed(_ json: JSONValue, share: Double, _ random: inout RandomGenerator) -> JSONValue {
        if random.unit() < share { return oddValue(&random) }
        switch json {
        case .array(let elements): return .array(elements.map { changed($0, share: share, &random) })
        case .object(let object):
            return .object(
                JSONObject(object.members.map { .init($0.name, changed($0.value, share: share, &random)) }))
        default: return json
        }
    }

    private func oddValue(_ random: inout RandomGenerator) -> JSONValue {
        let odd: [JSONValue] = [
            .null, true, -1, .number(1e300), .bigNumber("123456789012345678901234567890"), "", "{{", "://?#:<>{}",
            "\u{0}\r\n", [], [[]], [:], ["key": ["value": []]], ["item": [["item": []]]],
        ]
        return odd.randomElement(using: &random) ?? .null
    }
}
