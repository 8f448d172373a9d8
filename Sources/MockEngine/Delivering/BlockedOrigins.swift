import MockModel

/// The pages of which a session has told that a browser keeps answers from them: one line each.
struct BlockedOrigins {
    /// Hashes, so that long names take no memory.
    private var told: Set<Int> = []
    /// Further pages are not told: the names come from clients.
    static let most = 32

    /// The warning of a block; `nil` when its page was told before.
    mutating func warning(of block: CrossOrigin.Block) -> LogLine? {
        guard told.count < BlockedOrigins.most, told.insert(block.advice.hashValue).inserted else { return nil }
        let end = told.count == BlockedOrigins.most ? " (pages that are blocked from now on are not told)" : ""
        return LogLine(level: .warn, text: "CORS: browsers block \(block.what); \(block.advice)\(end)")
    }
}
