extension StringProtocol {
    /// The text before and after the first of a character; no tail when it does not occur.
    func cut(at separator: Character) -> (head: SubSequence, tail: SubSequence?) {
        guard let index = firstIndex(of: separator) else { return (self[...], nil) }
        return (self[..<index], self[self.index(after: index)...])
    }
}

extension Substring {
    /// What follows the first `://`; `nil` when there is none.
    var afterScheme: Substring? {
        var rest = self
        while let colon = rest.firstIndex(of: ":") {
            rest = rest[index(after: colon)...]
            if rest.hasPrefix("//") { return rest.dropFirst(2) }
        }
        return nil
    }
}
