import MockEngine
import MockModel
import NIOCore

/// A body that is sent in parts: where it lies, and how far it came.
struct BodyProgress {
    /// Where a body lies.
    enum Source {
        case bytes([UInt8])
        case file(OpenFile)
    }

    let source: Source
    let plan: ResponsePlan
    /// The file that was opened for the response, which may be answered without it.
    private let file: OpenFile?
    /// Bytes that were sent.
    var sent = 0
    /// When the first of them could be.
    private let began: NIODeadline
    var isReadingFile = false

    init(_ plan: ResponsePlan, file: OpenFile?, at now: NIODeadline) {
        self.plan = plan
        self.file = file
        began = now
        if case .bytes(let bytes) = plan.response.body {
            source = .bytes(bytes)
        } else {
            source = file.map { .file($0) } ?? .bytes([])
        }
    }

    /// Bytes that are still to be sent.
    var left: Int { plan.transmission.body - sent }

    /// Where the next of them lies in its source.
    var start: Int { plan.range.lowerBound + sent }

    /// Bytes that may be sent by now, at the speed of the transmission.
    func allowance(at now: NIODeadline) -> Int {
        let transmission = plan.transmission
        guard let rate = transmission.rate, left > 0 else { return left }
        let due = rate.bytes(in: Duration(now - began), limit: transmission.body)
        return max(0, min(left, transmission.burst + due - sent))
    }

    /// Gives the file back; one that is being read is closed by its reader.
    func closeFile() {
        if !isReadingFile { file?.close() }
    }
}
