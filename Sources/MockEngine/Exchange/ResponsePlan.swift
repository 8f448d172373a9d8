public import MockModel

/// What is sent for a delivery, decided before the first byte: the response after the conditions and ranges of its request, the part of
/// its body, and what a fault leaves of both.
///
/// Every sink carries out the same plan; only the bytes of its protocol differ.
public struct ResponsePlan: Sendable {
    /// What is sent; a problem document when the response of the delivery cannot be.
    public let response: Response
    /// The part of the body that the response has; a fault may send less of it, see ``sentRange``.
    public let range: Range<Int>
    /// What goes over the wire.
    public let transmission: Transmission
    /// What the head says of the length of the body; `nil` says nothing.
    public let length: Int?
    /// Whether the length of the body is not known while the head is written.
    public let isStream: Bool
    /// Whether the head is that of the decision, so that its slot holds.
    public let hasOwnHead: Bool
    /// Why the response of the delivery cannot be written.
    public let error: ResponseHeadError?

    /// What a body consists of, once it is known.
    public enum Source: Sendable {
        /// What the response itself has; of a stream nothing.
        case response
        /// A file, with its size and its version.
        case file(size: Int, version: FileVersion)
        /// A file that is not what it was when the project was loaded.
        case failed(FileFailure)
    }

    /// The part of the body that is sent.
    public var sentRange: Range<Int> { range.lowerBound..<range.lowerBound + transmission.body }

    /// Decides what is sent.
    public init(_ delivery: Delivery, to request: Request, source: Source = .response) {
        if case .failed(let failure) = source {
            self.init(delivery, instead: EdgeResponse.file(failure), to: request)
            return
        }
        let answer = ResponsePlan.answer(delivery, request, source)
        let isStream = delivery.stream != nil
        let plan = ResponsePlan(
            answer.response, answer.range, isStream: isStream, hasOwnHead: answer.response == delivery.response,
            fault: delivery.fault, rate: delivery.rate, isHead: request.method == "HEAD")
        do throws(ResponseHeadError) {
            try plan.check()
            self = plan
        } catch {
            self.init(delivery, instead: EdgeResponse.unwritable(error), to: request, because: error)
        }
    }

    /// Another response in place of that of the delivery: no fault befalls it, and pages of another origin may read it all the same.
    private init(
        _ delivery: Delivery, instead response: Response, to request: Request, because error: ResponseHeadError? = nil
    ) {
        var response = response
        for field in delivery.response.headers.fields where field.name.lowercased().hasPrefix("access-control-") {
            if (try? field.checkLine()) != nil { response.headers.append(field) }
        }
        self.init(
            response, 0..<response.body.count, isStream: false, hasOwnHead: false, fault: nil, rate: delivery.rate,
            isHead: request.method == "HEAD", error: error)
    }

    private init(
        _ response: Response, _ range: Range<Int>, isStream: Bool, hasOwnHead: Bool, fault: Fault?, rate: Rate?,
        isHead: Bool, error: ResponseHeadError? = nil
    ) {
        self.response = response
        self.range = range
        self.isStream = isStream
        self.hasOwnHead = hasOwnHead
        self.error = error
        let hasLength = !isStream || !response.mayHaveBody
        let length = hasLength ? response.statedLength(of: range.count, isHead: isHead) : nil
        self.length = length
        let use: Transmission.BodyUse =
            isHead
            ? .described(response.mayHaveBody && length != 0 && (length != nil || isStream))
            : response.mayHaveBody ? .sent : .none
        transmission = Transmission.of(fault, rate: rate, body: range.count, use: use)
    }

    /// The response after the conditions and ranges of the request.
    private static func answer(_ delivery: Delivery, _ request: Request, _ source: Source) -> FileAnswer {
        let response = delivery.response
        switch (source, response.body) {
        case (.file(let size, let version), .file(let body)) where body.hasVersions:
            return FileAnswer.decide(response, request: request, size: size, modified: version)
        case (.file(let size, _), _): return FileAnswer(response: response, range: 0..<size)
        case (_, .bytes(let bytes)):
            guard let version = delivery.decision.version else { break }
            return FileAnswer.decide(response, request: request, size: bytes.count, modified: version)
        default: return FileAnswer(response: response, range: 0..<0)
        }
        return FileAnswer(response: response, range: 0..<response.body.count)
    }

    /// Whether the head can be written; of a head that is not sent only the status is looked at.
    private func check() throws(ResponseHeadError) {
        guard response.status >= 200 || isStream else { throw .status(response.status) }
        if transmission.head != .none { try response.checkHead() }
    }
}

extension Response {
    /// The length that the head states for a body of that many bytes.
    ///
    /// Where no body is sent, it is that of the body which the request would otherwise have got, as far as it is known (RFC 9110 §8.6).
    public func statedLength(of count: Int, isHead: Bool) -> Int? {
        switch status {
        case ..<200, 204: return nil
        case 205: return 0
        case 304: return writtenLength
        default: break
        }
        guard isHead, count == 0 else { return count }
        return writtenLength ?? (body == .none ? nil : count)
    }
}
