import MockModel
import Testing

@testable import MockEngine

@Suite("A list of records")
struct RecordListTests {
    private func record(_ number: Int) -> PackedValue { PackedValue(PackedNumber.integer(Int64(number))) }

    @Test("keeps the order of insertion through replacing and removing")
    func keepsOrder() {
        var list = RecordList()
        for number in 1...5 { list["r\(number)"] = record(number) }
        list["r2"] = record(20)
        list["r3"] = nil
        list["r3"] = record(30)
        #expect(list.ids == ["r1", "r2", "r4", "r5", "r3"])
        #expect(list.records == [1, 20, 4, 5, 30].map(record))
        #expect(list.count == 5)
    }

    @Test("finds every record after its holes were closed")
    func closesHoles() {
        var list = RecordList()
        for number in 0..<1_000 { list["r\(number)"] = record(number) }
        for number in 0..<1_000 where number % 10 != 0 { list["r\(number)"] = nil }
        #expect(list.count == 100)
        #expect((0..<100).allSatisfy { list["r\($0 * 10)"] == record($0 * 10) })
        #expect(list.ids == (0..<100).map { "r\($0 * 10)" })
    }
}
