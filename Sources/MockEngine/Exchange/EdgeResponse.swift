public import MockModel

/// The answers that the edge gives by itself, each a problem document (RFC 9457).
public enum EdgeResponse {
    /// The answer in place of one whose file is not what it was.
    public static func file(_ failure: FileFailure) -> Response {
        switch failure {
        case .unreadable(let path, let reason): problem(500, "The file \(name(path)) of this response \(reason).")
        case .changed(let path, let was, let size):
            problem(
                500,
                "The file \(name(path)) of this response has \(size) bytes, and had \(was) when the project was loaded. "
                    + "Reload the project.")
        }
    }

    /// The answer in place of one whose head would break out of its line.
    public static func unwritable(_ error: ResponseHeadError) -> Response { problem(500, detail(of: error)) }

    /// Why a head would break out of its line, in a sentence.
    public static func detail(of error: ResponseHeadError) -> String {
        switch error {
        case .status(let status): "The status \(status) is no status of a final answer; they go from 200 to 999."
        case .reason: "The reason phrase of this response has a line break."
        case .name(let name): "\"\(name)\" is not a header name."
        case .value(let name): "The value of the response header \(name) has a line break."
        }
    }

    /// The last part of a path: folders of this machine are not shown.
    private static func name(_ path: String) -> Substring {
        path.split(separator: "/").last ?? Substring(path)
    }

    /// A problem document of a status and one sentence.
    public static func problem(_ status: Int, _ detail: String) -> Response {
        ProblemDocument.line(
            status,
            [
                "title": .string(Response.reason(of: status)), "status": .integer(Int64(status)),
                "detail": .string(detail),
            ])
    }
}
