/// The word that was probably meant.
public enum Suggestion {
    /// The closest of some words, in any letter case, or `nil` when none is close.
    ///
    /// The word itself is no suggestion. Close is at most one change (a letter added, left out, replaced, or two neighbours swapped: Damerau–Levenshtein in its
    /// optimal-string-alignment form) for every three letters. Of equally close words the first one is taken, those that begin alike before others. Texts of more than 64
    /// characters have no suggestion.
    public static func closest(to word: String, among words: some Sequence<String>) -> String? {
        let wanted = letters(word)
        guard !wanted.isEmpty, wanted.count <= longest else { return nil }
        var best: (word: String, distance: Int, isAlike: Bool)?
        for candidate in words where candidate != word {
            let letters = letters(candidate)
            let isAlike = letters.first == wanted.first
            let nearer = best.map { $0.isAlike || !isAlike ? $0.distance - 1 : $0.distance }
            let limit = nearer ?? max(1, max(wanted.count, letters.count) / 3)
            guard letters.count <= longest, abs(letters.count - wanted.count) <= limit else { continue }
            let distance = EditDistance.between(wanted, letters, .orSwap)
            if distance <= limit, distance < max(wanted.count, letters.count) { best = (candidate, distance, isAlike) }
        }
        return best?.word
    }

    /// The question for a hint: `did you mean "gone"?`; `nil` when no word is close.
    public static func question(for word: String, among words: some Sequence<String>) -> String? {
        closest(to: word, among: words).map { "did you mean \"\($0)\"?" }
    }

    private static let longest = 64

    private static func letters(_ word: String) -> [Unicode.Scalar] {
        Array(word.lowercased().unicodeScalars)
    }
}
