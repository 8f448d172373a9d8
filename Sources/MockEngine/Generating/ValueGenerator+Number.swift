import MockModel

/// Numbers: within their bounds, whole multiples where that is asked for, likely ones for their names.
extension ValueGenerator {
    func number(_ constraints: Constraints, at place: Place) throws(Failure) -> JSONValue {
        let isWhole = constraints.usualType == "integer"
        var random = random(place.key)
        if let least = constraints.least?.value, let most = constraints.most?.value, least > most {
            throw .never("\"minimum\" is greater than \"maximum\"")
        }
        let range = range(of: constraints, place, isWhole: isWhole)
        if let multiple = constraints.multiples.compactMap(DecimalStep.init).first {
            guard let value = multiple.value(within: range, constraints, &random, isWhole: isWhole) else {
                throw .never("no multiple lies between \"minimum\" and \"maximum\"")
            }
            return value
        }
        guard isWhole else { return fraction(range, constraints, &random) }
        let low = ValueGenerator.whole(range.lowerBound.rounded(.up))
        let high = ValueGenerator.whole(range.upperBound.rounded(.down))
        guard low <= high else { throw .never("no whole number lies between \"minimum\" and \"maximum\"") }
        return .integer(Int64(low) &+ Int64(random.next().multipliedFullWidth(by: UInt64(high &- low) &+ 1).high))
    }

    private func fraction(_ range: ClosedRange<Double>, _ constraints: Constraints, _ random: inout RandomGenerator)
        -> JSONValue
    {
        let value = range.lowerBound + (range.upperBound - range.lowerBound) * random.unit()
        let rounded = (value * 100).rounded() / 100
        let number = range.contains(rounded) && constraints.admits(rounded) ? rounded : value
        if let whole = Int64(exactly: number) { return .integer(whole) }
        return .number(number)
    }

    private static func whole(_ number: Double) -> Int { Int(min(max(number, -9e15), 9e15)) }

    /// The range to draw from: the likely one of the name, as far as the bounds allow it.
    private func range(of constraints: Constraints, _ place: Place, isWhole: Bool) -> ClosedRange<Double> {
        let step = isWhole ? 1.0 : 0.01
        let low = constraints.least.map { $0.isExcluded ? $0.value + step : $0.value } ?? -.infinity
        let high = constraints.most.map { $0.isExcluded ? $0.value - step : $0.value } ?? .infinity
        let likely = FieldName.range(of: place.name, isWhole: isWhole)
        let from = max(low, likely.lowerBound)
        let to = min(high, likely.upperBound)
        if from <= to { return from...to }
        if low.isFinite, high.isFinite { return low <= high ? low...high : low...low }
        return low.isFinite ? low...(low + 100) : (high - 100)...high
    }
}

/// The step of `multipleOf`, exactly: a whole number of hundredths, thousandths and so on.
private struct DecimalStep {
    private let units: Double
    private let scale: Double

    init?(_ value: JSONValue) {
        guard let number = value.double, number > 0 else { return nil }
        var scale = 1.0
        while scale < 1e12, (number * scale).rounded() / scale != number { scale *= 10 }
        units = (number * scale).rounded()
        self.scale = scale
    }

    func value(
        within range: ClosedRange<Double>, _ constraints: Constraints, _ random: inout RandomGenerator, isWhole: Bool
    ) -> JSONValue? {
        let step = units / scale
        let low = (range.lowerBound / step).rounded(.up)
        let high = min((range.upperBound / step).rounded(.down), low + 1_000)
        let count = high >= low ? high - low + 1 : 0
        guard count >= 1 else { return fallback(constraints, step) }
        for _ in 0..<64 {
            let number = (low + (random.unit() * count).rounded(.down)) * units / scale
            guard constraints.fits(number, isWhole: isWhole) else { continue }
            return Int64(exactly: number).map(JSONValue.integer) ?? .number(number)
        }
        return fallback(constraints, step)
    }

    /// The first multiple at or above the lower bound, or the last one below the upper one.
    private func fallback(_ constraints: Constraints, _ step: Double) -> JSONValue? {
        let start =
            constraints.least.map { ($0.value / step).rounded(.down) } ?? constraints.most.map {
                ($0.value / step).rounded(.down) - 4
            } ?? 0
        for number in (0..<256).map({ (start + Double($0)) * units / scale })
        where constraints.fits(number, isWhole: false) {
            return Int64(exactly: number).map(JSONValue.integer) ?? .number(number)
        }
        return nil
    }
}

extension Constraints {
    /// Whether a number lies within the bounds.
    func admits(_ number: Double) -> Bool {
        let isAbove = least.map { $0.isExcluded ? number > $0.value : number >= $0.value } ?? true
        let isBelow = most.map { $0.isExcluded ? number < $0.value : number <= $0.value } ?? true
        return isAbove && isBelow
    }

    /// Whether a number is a multiple of all that are asked for, and lies within the bounds.
    fileprivate func fits(_ number: Double, isWhole: Bool) -> Bool {
        guard admits(number), !isWhole || Int64(exactly: number) != nil else { return false }
        return multiples.compactMap(\.double).allSatisfy { multiple in
            let times = number / multiple
            return abs(times - times.rounded()) < 1e-9
        }
    }
}
