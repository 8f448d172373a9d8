import MockModel
import Testing

@Suite struct EditDistanceTests {
    @Test(arguments: [
        ("", "", 0, 0), ("", "abc", 3, 3), ("abc", "", 3, 3), ("same", "same", 0, 0), ("kitten", "sitting", 3, 3),
        ("ab", "ba", 2, 1), ("abcd", "acbd", 2, 1), ("ca", "abc", 3, 3), ("grün", "grun", 1, 1),
    ])
    func `counts added, removed and replaced letters, and swapped neighbours as one change where they count`(
        first: String, second: String, single: Int, orSwap: Int
    ) {
        let (left, right) = (Array(first.unicodeScalars), Array(second.unicodeScalars))
        for (one, other) in [(left, right), (right, left)] {
            #expect(EditDistance.between(one, other, .single) == single)
            #expect(EditDistance.between(one, other, .orSwap) == orSwap)
        }
    }
}
