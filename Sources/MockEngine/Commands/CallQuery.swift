public import MockModel

/// Which calls are meant.
public struct CallQuery: Sendable {
    /// The route, as users name it.
    public var route: String?
    /// The status: `404` or `4xx`.
    public var status: String?
    /// Whether nothing answered; `nil` for both.
    public var isUnmatched: Bool?
    /// Only calls after the one of this number.
    public var since: Int?
    /// What the request must hold.
    public var request = RequestShape()

    /// Makes a query that every call fits.
    public init() {}

    /// Whether a call fits; `route` is the name of a route as the project has it.
    func accepts(_ exchange: Exchange) -> Bool {
        concerns(exchange) && (request.isEmpty || request.differences(to: exchange).isEmpty)
    }

    /// Whether a call fits in all but what its request holds.
    func concerns(_ exchange: Exchange) -> Bool {
        if let since, exchange.call <= since { return false }
        if let route, exchange.reason.route?.isSame(as: route) != true { return false }
        if let isUnmatched, exchange.isMiss != isUnmatched { return false }
        guard let status else { return true }
        let digits = status.prefix { $0 != "x" }
        return exchange.response.map { "\($0.status)".hasPrefix(digits) } ?? false
    }
}

extension Exchange {
    /// Whether nothing of the project answered.
    public var isMiss: Bool {
        switch reason {
        case .miss: true
        case .example, .handler, .behavior, .failure: false
        case .refused(let route, _): route == nil && response?.status == 405
        default: response?.status == 405
        }
    }
}

/// How many calls are wanted.
public struct CallCount: Sendable, Equatable {
    /// At least so many.
    public var least: Int
    /// At most so many; `nil` for any number.
    public var most: Int?

    /// Makes a count.
    public init(least: Int = 0, most: Int? = nil) {
        self.least = least
        self.most = most
    }

    func accepts(_ count: Int) -> Bool { count >= least && count <= most ?? .max }

    /// In words: `exactly 1 call`, `at least 2 calls`, `no call`.
    var words: String {
        func calls(_ count: Int) -> String { count == 1 ? "1 call" : "\(count) calls" }
        switch most {
        case 0: return "no call"
        case least: return "exactly \(calls(least))"
        case let most?: return least == 0 ? "at most \(calls(most))" : "\(least) to \(calls(most))"
        case nil: return "at least \(calls(least))"
        }
    }
}

/// Whether the calls are as many as wanted.
public struct CallVerdict: Sendable {
    /// A call that differs from what is wanted.
    public struct Near: Sendable {
        /// The number of the call.
        public let call: Int
        /// Where it differs.
        public let differences: [CallDifference]
    }

    /// Whether they are.
    public let isFine: Bool
    /// How many fit.
    public let count: Int
    /// The same in a sentence.
    public let message: String
    /// The nearest calls that do not fit, nearest first.
    public let closest: [Near]
}
