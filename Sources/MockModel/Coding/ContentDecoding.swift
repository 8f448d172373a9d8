/// A content coding at work: decodes a part at a time into room that is given.
protocol ContentDecoding: AnyObject {
    /// Decodes as much of the input as there is room for.
    func step(_ input: ArraySlice<UInt8>, into room: inout [UInt8]) -> CodingStep
}

/// How far a step of decoding came.
struct CodingStep {
    /// Bytes of the input that were read.
    var taken: Int
    /// Bytes of the room that were written.
    var made: Int
    /// Whether the content is whole.
    var isWhole: Bool
    /// Whether it cannot be decoded.
    var isBroken: Bool
}
