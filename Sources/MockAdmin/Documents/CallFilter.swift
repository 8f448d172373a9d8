import MockModel

/// A filter of calls by the query of a request.
struct CallFilter {
    private let wanted: [(name: String, value: String)]
    private let base: PathPattern?

    /// Reads a filter; routes are named with the base path or without it.
    init(_ query: [(name: String, value: String)], below base: PathPattern?) {
        wanted = query
        self.base = base
    }

    func accepts(_ exchange: Exchange) -> Bool {
        wanted.allSatisfy { name, value in
            switch name {
            case "route": exchange.reason.route.map { isName(value, of: $0) } ?? false
            case "status": exchange.response.map { "\($0.status)".hasPrefix(value.replacing("x", with: "")) } ?? false
            case "unmatched": exchange.isMiss == (value != "false")
            case "since": Int(value).map { exchange.call > $0 } ?? true
            default: true
            }
        }
    }

    private func isName(_ name: String, of route: String) -> Bool {
        route.isSame(as: name) || Route.name(route, below: base).isSame(as: name)
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
