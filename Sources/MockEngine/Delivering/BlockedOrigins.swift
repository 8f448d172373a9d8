import MockModel

/// What a session has told of answers that browsers keep from pages: one line each.
struct BlockedOrigins {
    /// Hashes by kind, so that long names take no memory.
    private var told: [CrossOrigin.Block.Kind: Set<Int>] = [:]
    /// Further ones of a kind are not told: the names come from clients.
    static let most = 32

    /// The warning of a block; `nil` when it was told before.
    mutating func warning(of block: CrossOrigin.Block) -> LogLine? {
        let before = told[block.kind]?.count ?? 0
        guard before < BlockedOrigins.most, told[block.kind, default: []].insert(block.key.hashValue).inserted else {
            return nil
        }
        let end = before + 1 == BlockedOrigins.most ? " (\(block.kind.rest) from now on are not told)" : ""
        return LogLine(level: .warn, text: "CORS: browsers block \(block.what); \(block.advice)\(end)")
    }
}

extension CrossOrigin.Block.Kind {
    /// What is not told any more once enough was.
    fileprivate var rest: String {
        switch self {
        case .page: "pages that are blocked"
        case .header: "headers that are refused"
        case .answer: "answers that are blocked"
        }
    }
}
