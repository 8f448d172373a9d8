import MockModel
import NIOCore

/// A request under way, with what decides how its answer is framed.
struct PendingRequest {
    let request: Request
    /// Whether the connection stays open afterwards.
    var keepsAlive: Bool
    /// 0 or 1, of HTTP/1.x.
    let minorVersion: Int
    /// When the last byte of the request was read.
    let started: NIODeadline

    /// Whether the answer is to have a header only.
    var isHead: Bool { request.method == "HEAD" }
}
