/// The methods that nearly every request has (RFC 9110 §9.3, RFC 5789), so that no text is made of them each time.
enum MethodName {
    /// The method of some bytes; `nil` for another one.
    static func known(_ bytes: Span<UInt8>, _ range: Range<Int>) -> String? {
        switch range.count {
        case 3: bytes.holds("GET", range) ? "GET" : bytes.holds("PUT", range) ? "PUT" : nil
        case 4: bytes.holds("POST", range) ? "POST" : bytes.holds("HEAD", range) ? "HEAD" : nil
        case 5: bytes.holds("PATCH", range) ? "PATCH" : nil
        case 6: bytes.holds("DELETE", range) ? "DELETE" : nil
        case 7: bytes.holds("OPTIONS", range) ? "OPTIONS" : nil
        default: nil
        }
    }
}

extension Span<UInt8> {
    /// Whether a range, of the length of a word, holds that word.
    @inline(__always)
    fileprivate func holds(_ word: String, _ range: Range<Int>) -> Bool {
        var index = range.lowerBound
        for letter in word.utf8 {
            guard self[index] == letter else { return false }
            index += 1
        }
        return true
    }
}
