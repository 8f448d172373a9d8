internal import MockModel

extension HostCalls {
    /// Time on the session's clock, and numbers from the call's generator.
    func chanceCall(
        _ function: HostFunction, _ arguments: LuaHost.Values, _ reply: LuaHost.Reply, _ call: Call?
    ) -> LuaHost.Verdict {
        switch function {
        case .now: reply.append(world.now)
        case .iso: reply.append(TimeText.rfc3339(ClockTime.adding(arguments.integer(0) ?? 0, to: world.now)))
        case .sample: return sample(arguments, reply, call)
        case .duration: readDuration(arguments, reply)
        case .latencyProblem: reply.append(HostCalls.problem { try HostCalls.latency(arguments) })
        case .rateProblem:
            reply.append(HostCalls.problem { try Rate(parsing: HostCalls.measure(arguments, "rate", #""20kB/s""#)) })
        case .randomInt:
            let low = arguments.integer(0) ?? 0
            let high = arguments.integer(1) ?? low
            reply.append(draw(arguments, 2, call) { $0.integer(from: low, through: high) })
        case .randomUnit: reply.append(draw(arguments, 0, call) { $0.unit() })
        case .randomHex:
            let count = min(Int(clamping: arguments.integer(0) ?? 0), 65_536)
            reply.append(draw(arguments, 1, call) { Hexadecimal.encode($0.bytes(count)) })
        case .uuid: reply.append(text: draw(nil, 0, call) { $0.uuid() })
        default: return fake(arguments, reply, call)
        }
        return .results
    }

    /// Draws from the n-th generator of a key (arguments `first` and the next), or from that of the file or the call.
    private func draw<Value>(
        _ arguments: LuaHost.Values, _ first: Int, _ call: Call?, _ body: (inout RandomGenerator) -> Value
    ) -> Value {
        let key = arguments.text(first).map { "\($0)#\(arguments.integer(first + 1) ?? 0)" }
        return draw(key, 0, call, body)
    }

    private func draw<Value>(
        _ key: String?, _ turn: Int, _ call: Call?, _ body: (inout RandomGenerator) -> Value
    ) -> Value {
        if let key {
            var keyed = RandomGenerator(seed: world.seed, key: key)
            return body(&keyed)
        }
        if !loading.isEmpty { return body(&loading[loading.count - 1]) }
        if let call { return body(&call.random) }
        return body(&idle)
    }

    /// One value of a latency, in milliseconds; nothing for ever.
    private func sample(_ arguments: LuaHost.Values, _ reply: LuaHost.Reply, _ call: Call?) -> LuaHost.Verdict {
        do {
            let latency = try HostCalls.latency(arguments)
            let time = draw(nil, 0, call) { latency.sample(using: &$0) }
            reply.append(time.map { .integer($0.milliseconds) } ?? .nothing)
            return .results
        } catch { return .raise("\(error)") }
    }

    /// Made-up data: kind, key (nothing: of the call), then arguments.
    private func fake(_ arguments: LuaHost.Values, _ reply: LuaHost.Reply, _ call: Call?) -> LuaHost.Verdict {
        let kind = arguments.text(0) ?? ""
        let further = (2..<max(arguments.count, 2)).map { ScriptArgument(arguments[$0]) }
        let value = draw(arguments.text(1), 0, call) { world.fake(kind, arguments: further, random: &$0) }
        reply.append(value.map(ScriptValue.init) ?? .nothing)
        return .results
    }

    /// Whole milliseconds of a duration with its sign, or why the text is none.
    private func readDuration(_ arguments: LuaHost.Values, _ reply: LuaHost.Reply) {
        do throws(ValueError) {
            let text = try HostCalls.measure(arguments, "duration", #""250ms" or "1.5s""#)
            let duration = try Duration(mock: text, signed: true)
            reply.append(Int64((duration / .milliseconds(1)).rounded(.toNearestOrAwayFromZero)))
        } catch { reply.append("\(error)") }
    }

    /// Bytes of the longest measure that is read; one that means something is much shorter.
    private static let longestMeasure = 1_024

    private static func latency(_ arguments: LuaHost.Values) throws -> Latency {
        try Latency(parsing: measure(arguments, "latency", #""80ms" or "50ms..150ms""#))
    }

    /// The text of a measure.
    private static func measure(
        _ arguments: LuaHost.Values, _ noun: String, _ model: String
    ) throws(ValueError) -> String {
        let size = arguments.size(0)
        guard size <= longestMeasure else {
            throw ValueError("a text of \(size) bytes is no \(noun): write one such as \(model)", hint: nil)
        }
        return arguments.text(0) ?? ""
    }

    private static func problem<Value>(_ parse: () throws -> Value) -> ScriptValue {
        do {
            _ = try parse()
            return .nothing
        } catch { return .text("\(error)") }
    }
}

extension RandomGenerator {
    /// A whole number between two, both included.
    mutating func integer(from low: Int64, through high: Int64) -> Int64 {
        let width = UInt64(bitPattern: high &- low) &+ 1
        let drawn = width == 0 ? next() : next().multipliedFullWidth(by: width).high
        return low &+ Int64(bitPattern: drawn)
    }

    mutating func bytes(_ count: Int) -> [UInt8] {
        var bytes: [UInt8] = []
        while bytes.count < count {
            let bits = next()
            for shift in 0..<min(8, count - bytes.count) {
                bytes.append(UInt8(truncatingIfNeeded: bits >> (shift * 8)))
            }
        }
        return bytes
    }

    /// The text of a random UUID (RFC 9562 §5.4).
    mutating func uuid() -> InlineArray<36, UInt8> {
        var text = InlineArray<36, UInt8>(repeating: UInt8(ascii: "-"))
        var bits = next() & ~(0xF0 << 48) | 0x40 << 48
        var place = 0
        for byte in 0..<16 {
            if byte == 8 { bits = next() & ~0xC0 | 0x80 }
            if byte == 4 || byte == 6 || byte == 8 || byte == 10 { place += 1 }
            text[place] = Hexadecimal.digit(bits >> 4)
            text[place + 1] = Hexadecimal.digit(bits)
            bits >>= 8
            place += 2
        }
        return text
    }
}
