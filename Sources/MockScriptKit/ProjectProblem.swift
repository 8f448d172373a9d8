import MockModel

/// A problem of a file of the project.
public struct ProjectProblem: Sendable, Equatable, CustomStringConvertible {
    /// How severe a problem is.
    public enum Severity: String, Sendable {
        /// The file cannot be used; its routes answer 500.
        case error
        /// The file can be used, and very likely does not do what was meant.
        case warning
        /// Information.
        case note
    }

    /// How severe it is.
    public let severity: Severity
    /// Its name, such as `bad-template`.
    public let name: String
    /// What is wrong, in one line.
    public let message: String
    /// The file, by its path in the project.
    public let file: String?
    /// The line, from 1.
    public let line: Int?
    /// What to do next.
    public let hint: String?

    init(_ problem: Problem) {
        severity =
            switch problem.severity {
            case .error: .error
            case .warning: .warning
            case .note: .note
            }
        name = problem.name
        message = problem.message
        file = problem.location?.file
        line = problem.location?.line
        hint = problem.hint
    }

    /// The problem in one line: `routes/carts/route.lua:4: error[lua-syntax]: … (did you mean …?)`.
    public var description: String {
        let place = [file, line.map(String.init)].compactMap(\.self).joined(separator: ":")
        return (place.isEmpty ? "" : "\(place): ") + "\(severity.rawValue)[\(name)]: \(message)"
            + (hint.map { " (\($0))" } ?? "")
    }
}
