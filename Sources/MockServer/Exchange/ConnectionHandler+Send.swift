import MockModel
import NIOCore
import NIOPosix

extension ConnectionHandler {
    /// Carries out a delivery that is not written in one go.
    func carryOut(_ delivery: Delivery, _ turn: PendingRequest, _ context: ChannelHandlerContext) {
        let answering = hold(turn)
        answering.exchange = delivery.exchange
        phase = .sending
        let input = PlanInput(
            turn: turn, response: delivery.response, head: delivery.decision.head, source: .bytes([]),
            range: 0..<0,
            call: delivery.exchange.call, rate: delivery.rate, fault: delivery.fault, isStream: delivery.stream != nil)
        switch delivery.response.body {
        case .none: begin(input, context)
        case .bytes(let bytes):
            begin(input.with(.bytes(bytes), 0..<bytes.count).version(delivery.decision.version), context)
        case .file(let body): open(body, for: input, context)
        }
    }

    private func open(_ body: FileBody, for input: PlanInput, _ context: ChannelHandlerContext) {
        OpenFile.open(body, pool: .singleton, on: loop.eventLoop).assumeIsolated().whenComplete { result in
            self.opened(result, for: input)
        }
    }

    private func opened(_ result: Result<OpenFile, any Error>, for input: PlanInput) {
        guard let context, phase == .sending, let answering else { return _ = try? result.get().close() }
        switch result {
        case .success(let file):
            answering.file = file
            begin(input.with(.file(file), 0..<file.size).version(input.hasVersions ? file.modified : nil), context)
        case .failure(let error):
            let failure = error as? FileFailure ?? .unreadable(path: "", reason: "cannot be read")
            if let exchange = answering.exchange { loop.notice(.file(exchange, failure)) }
            begin(input.instead(EdgeResponse.file(failure)), context)
        }
    }

    /// Writes the head of a plan, then what may be written of its body.
    private func begin(_ input: PlanInput, _ context: ChannelHandlerContext) {
        guard let answering else { return }
        do throws(ResponseHeadError) {
            answering.plan = try WirePlan.make(input)
        } catch {
            if let exchange = answering.exchange { loop.notice(.unwritable(exchange, error)) }
            answering.plan = try? WirePlan.make(input.instead(EdgeResponse.unwritable(error)))
        }
        answering.sendingSince = .now()
        if let head = answering.plan?.head { loop.output.writeImmutableBuffer(head) }
        send(context)
    }

    /// Writes as much of the body as the client takes and the speed allows; waits for more room, time or file otherwise.
    func send(_ context: ChannelHandlerContext) {
        guard phase == .sending, let answering, let plan = answering.plan, !answering.isReadingFile else { return }
        while answering.sent < plan.range.count {
            guard isWritable else { return flush(context) }
            let count = min(answering.allowance(at: .now()), 1 << 17)
            guard count > 0 else { return pause(context) }
            let start = plan.range.lowerBound + answering.sent
            switch plan.source {
            case .bytes(let bytes):
                loop.output.writeBytes(bytes[start..<start + count])
                answering.sent += count
                flush(context)
                // Room that comes free while flushing sends the rest from within, up to the end of the answer.
                guard phase == .sending, self.answering === answering else { return }
            case .file(let file): return read(file, from: start, count: count, context)
            }
        }
        end(plan, context)
    }

    private func pause(_ context: ChannelHandlerContext) {
        flush(context)
        guard let answering, answering.timer == nil else { return }
        schedule(after: answering.pause) { $0.send($1) }
    }

    private func read(_ file: OpenFile, from start: Int, count: Int, _ context: ChannelHandlerContext) {
        flush(context)
        answering?.isReadingFile = true
        let bytes = file.read(from: start, count: count, io: loop.files, on: loop.eventLoop)
        bytes.assumeIsolated().whenComplete { self.hasRead(try? $0.get(), of: file, count: count) }
    }

    /// A part of the file is there; when it is shorter than it was, the promised length cannot be kept any more.
    private func hasRead(_ bytes: ByteBuffer?, of file: OpenFile, count: Int) {
        guard phase == .sending, let context, let answering else { return file.close() }
        answering.isReadingFile = false
        guard let bytes, bytes.readableBytes == count else {
            let size = answering.sent + (bytes?.readableBytes ?? 0)
            let failure = FileFailure.changed(path: file.path, was: file.size, is: size)
            if let exchange = answering.exchange { loop.notice(.file(exchange, failure)) }
            return context.close(promise: nil)
        }
        answering.sent += count
        written += count
        context.writeAndFlush(NIOAny(bytes), promise: nil)
        send(context)
    }

    /// Writes what follows the body, and goes on when the client has taken everything.
    func end(_ plan: WirePlan, _ context: ChannelHandlerContext) {
        phase = .waiting
        loop.output.writeImmutableBuffer(plan.tail)
        flush(context)
        let promise = loop.eventLoop.makePromise(of: Void.self)
        promise.futureResult.assumeIsolated().whenSuccess { self.hasEnded(plan.ending) }
        context.writeAndFlush(NIOAny(ByteBuffer()), promise: promise)
    }

    private func hasEnded(_ ending: WirePlan.Ending) {
        guard let context, let answering, ending != .hang else { return }
        leave(answering)
        self.answering = nil
        phase = .reading
        switch ending {
        case .keepAlive: proceed(context)
        case .close: close(context)
        case .drop: context.close(promise: nil)
        default: reset(context)
        }
    }
}

extension PlanInput {
    /// The same with a body.
    fileprivate func with(_ source: WirePlan.Source, _ range: Range<Int>) -> PlanInput {
        var input = self
        input.source = source
        input.range = range
        return input
    }

    /// Whether its file is told by versions.
    fileprivate var hasVersions: Bool {
        if case .file(let body) = response.body { body.hasVersions } else { false }
    }

    /// The same of a version of a file: its validators, conditions and ranges may change the response.
    fileprivate func version(_ version: FileVersion?) -> PlanInput {
        guard let version else { return self }
        let answer = FileAnswer.decide(response, request: turn.request, size: range.count, modified: version)
        var input = self
        input.range = answer.range
        input.response = answer.response
        if answer.response != response { input.head = nil }
        return input
    }

    /// The same call with another response, and no fault.
    fileprivate func instead(_ response: Response) -> PlanInput {
        var input = self
        input.response = response
        for field in self.response.headers.fields where field.name.lowercased().hasPrefix("access-control-") {
            input.response.headers.append(field.name, field.value)
        }
        input.head = nil
        input.fault = nil
        guard case .bytes(let bytes) = response.body else { return input }
        return input.with(.bytes(bytes), 0..<bytes.count)
    }
}
