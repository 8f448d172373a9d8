/// The addresses that share their first bits, such as `10.0.0.0/8`.
public struct IPNetwork: Sendable, Hashable {
    /// The lowest of them.
    public let address: IPAddress
    /// How many bits they share.
    public let length: Int

    /// Makes a network; the bits behind the shared ones are dropped.
    public init(_ address: IPAddress, length: Int) {
        let length = max(0, min(length, address.isVersion6 ? 128 : 32))
        self.length = length
        switch address {
        case .v4(let value): self.address = .v4(value & IPNetwork.mask4(length))
        case .v6(let value): self.address = .v6(value & IPNetwork.mask6(length))
        }
    }

    /// Reads `10.0.0.0/8`, or an address, which is a network of its own.
    ///
    /// `nil` for anything else, and for a length that is more than the address has bits.
    public init?(parsing text: some StringProtocol) {
        let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        guard let first = parts.first, let address = IPAddress(strictly: first) else { return nil }
        let bits = address.isVersion6 ? 128 : 32
        guard parts.count == 2 else {
            self.init(address, length: bits)
            return
        }
        let digits = parts[1].utf8
        guard (1...3).contains(digits.count), digits.allSatisfy({ 0x30...0x39 ~= $0 }), let length = Int(parts[1]),
            length <= bits
        else { return nil }
        self.init(address, length: length)
    }

    /// Whether an address lies in it.
    ///
    /// Both are of the same version: `::ffff:10.0.0.1` is not in `10.0.0.0/8`.
    public func contains(_ other: IPAddress) -> Bool {
        switch (address, other) {
        case (.v4(let mine), .v4(let theirs)): theirs & IPNetwork.mask4(length) == mine
        case (.v6(let mine), .v6(let theirs)): theirs & IPNetwork.mask6(length) == mine
        default: false
        }
    }

    private static func mask4(_ length: Int) -> UInt32 { length == 0 ? 0 : ~0 << UInt32(32 - length) }
    private static func mask6(_ length: Int) -> UInt128 { length == 0 ? 0 : ~0 << UInt128(128 - length) }
}

extension IPNetwork: CustomStringConvertible {
    /// `10.0.0.0/8`, or the address alone when it is only one.
    public var description: String {
        length == (address.isVersion6 ? 128 : 32) ? address.description : "\(address)/\(length)"
    }
}
