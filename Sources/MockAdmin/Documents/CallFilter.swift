import MockModel

/// A filter of calls by the query of a request.
struct CallFilter {
    private let wanted: [(name: String, value: String)]

    init(_ query: [(name: String, value: String)]) {
        wanted = query
    }

    func accepts(_ exchange: Exchange) -> Bool {
        wanted.allSatisfy { name, value in
            switch name {
            case "route": exchange.reason.route?.isSame(as: value) ?? false
            case "status": exchange.response.map { "\($0.status)".hasPrefix(value.replacing("x", with: "")) } ?? false
            case "unmatched": exchange.isMiss == (value != "false")
            case "since": Int(value).map { exchange.call > $0 } ?? true
            default: true
            }
        }
    }
}

extension Exchange {
    fileprivate var isMiss: Bool {
        switch reason {
        case .miss: true
        case .example, .handler, .behavior, .failure: false
        case .refused(let route, _): route == nil && response?.status == 405
        default: response?.status == 405
        }
    }
}
