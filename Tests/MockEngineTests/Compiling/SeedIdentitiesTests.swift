import MockModel
import TestSupport
import Testing

@testable import MockEngine

@Suite struct SeedIdentitiesTests {
    private func problems(_ text: String, uses: [NameUse] = []) throws -> [String] {
        let records = try JSONValue(parsing: Array(text.utf8)).elements ?? []
        let seed = CollectionSeed(
            name: "teas", records: records, location: SourceLocation(file: "data/teas.json"),
            lines: Array(2..<records.count + 2))
        return SeedIdentities.problems(in: [seed], uses: uses).map { "\($0.location?.line ?? 0): \($0.message)" }
    }

    private func use(key: String? = nil) -> NameUse {
        var use = NameUse(name: "teas", location: SourceLocation(file: "routes/route.lua"))
        use.key = key
        return use
    }

    @Test func `ids are there, are text or numbers, and stand once`() throws {
        #expect(try problems(#"[{"id":1},{"id":"2"},{"id":2.5},{"id":"x"}]"#) == [])
        #expect(
            try problems(#"[{"id":1},{"id":"1"},{"id":1}]"#) == [
                "3: record 2 of teas has the id 1 of record 1 (data/teas.json:2)",
                "4: record 3 of teas has the id 1 of record 1 (data/teas.json:2)",
            ])
        #expect(
            try problems(#"[{"id":1},{"name":"x"},{"id":null}]"#) == [
                "3: record 2 of teas has no id", "4: record 3 of teas has no id",
            ])
        #expect(
            try problems(#"[{"id":true},{"id":[1]},{"id":{}}]"#) == [
                "2: record 1 of teas has a truth value as its id", "3: record 2 of teas has a list as its id",
                "4: record 3 of teas has an object as its id",
            ])
    }

    @Test func `the field is the one that code names`() throws {
        let text = #"[{"sku":"a"},{"sku":"a"}]"#
        #expect(try problems(text) == [], "code may name the field by a value")
        #expect(try problems(text, uses: [use(key: "sku")]).count == 1)
        #expect(
            try problems(text, uses: [use()]) == ["2: record 1 of teas has no id", "3: record 2 of teas has no id"])
    }

    @Test func `numbers are compared exactly, whatever their size`() throws {
        #expect(try problems(#"[{"id":9007199254740993.0},{"id":9007199254740992},{"id":9007199254740994.0}]"#) == [])
        #expect(try problems(#"[{"id":9007199254740993.0},{"id":9007199254740993}]"#).count == 1)
        #expect(try problems(#"[{"id":1e18},{"id":1000000000000000000}]"#).count == 1)
        #expect(
            try problems(#"[{"id":123456789012345678901234567890},{"id":1e400},{"id":18446744073709551616}]"#) == [])
        #expect(try problems(#"[{"id":18446744073709551616},{"id":18446744073709551616}]"#).count == 1)
    }

    @Test func `texts are compared by their bytes`() throws {
        #expect(try problems("[{\"id\":\"caf\u{e9}\"},{\"id\":\"cafe\u{301}\"}]") == [])
    }

    @Test func `what follows the first five is counted`() throws {
        let text = "[" + (0..<20).map { _ in #"{"id":7}"# }.joined(separator: ",") + "]"
        #expect(try problems(text).count == 5)
    }
}
