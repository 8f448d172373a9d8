import MockModel

/// The path of a route below `/_mock`, such as `calls/{n}`.
public struct AdminPath: Sendable, Equatable, CustomStringConvertible {
    private enum Segment: Sendable, Equatable {
        case literal(String)
        case parameter(String)
    }

    private let segments: [Segment]

    /// Reads a path: segments between slashes, a parameter in braces; an empty text is `/_mock` itself.
    init(_ text: String) {
        segments = text.split(separator: "/").map { part in
            part.hasPrefix("{") ? .parameter(String(part.dropFirst().dropLast())) : .literal(String(part))
        }
    }

    /// The names of the parameters, in order.
    public var parameters: [String] {
        segments.compactMap { if case .parameter(let name) = $0 { name } else { nil } }
    }

    /// How many segments are no parameter: of two paths that fit, the one with more of them wins.
    var literals: Int { segments.count - parameters.count }

    /// The path as it is called: `/_mock/calls/{n}`.
    public var description: String {
        segments.reduce("/" + Route.adminSegment) { path, segment in
            switch segment {
            case .literal(let text): "\(path)/\(text)"
            case .parameter(let name): "\(path)/{\(name)}"
            }
        }
    }

    /// The parameters of a path that fits; `nil` when it does not.
    func match(_ path: some Collection<String>) -> [String: String]? {
        guard path.count == segments.count else { return nil }
        var values: [String: String] = [:]
        for (segment, text) in zip(segments, path) {
            switch segment {
            case .literal(let wanted): guard text == wanted else { return nil }
            case .parameter(let name): values[name] = text
            }
        }
        return values
    }
}
