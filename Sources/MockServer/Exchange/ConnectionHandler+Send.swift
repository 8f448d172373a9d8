import MockEngine
import MockModel
import NIOCore
import NIOPosix

extension ConnectionHandler {
    /// Carries out a delivery that is not written in one go.
    func carryOut(_ delivery: Delivery, _ turn: PendingRequest, _ context: ChannelHandlerContext) {
        let answering = hold(turn)
        answering.exchange = delivery.exchange
        phase = .sending
        if case .file(let body) = delivery.response.body { return open(body, for: delivery, context) }
        begin(delivery, .response, context)
    }

    private func open(_ body: FileBody, for delivery: Delivery, _ context: ChannelHandlerContext) {
        OpenFile.open(body, pool: .singleton, on: loop.eventLoop).assumeIsolated().whenComplete { result in
            self.opened(result, for: delivery)
        }
    }

    private func opened(_ result: Result<OpenFile, any Error>, for delivery: Delivery) {
        guard let context, phase == .sending, let answering else { return _ = try? result.get().close() }
        switch result {
        case .success(let file):
            answering.file = file
            begin(delivery, .file(size: file.size, version: file.modified), context)
        case .failure(let error):
            let failure = error as? FileFailure ?? .unreadable(path: "", reason: "cannot be read")
            loop.notice(.file(delivery.exchange, failure))
            begin(delivery, .failed(failure), context)
        }
    }

    /// Writes the head of a plan, then what may be written of its body.
    private func begin(_ delivery: Delivery, _ source: ResponsePlan.Source, _ context: ChannelHandlerContext) {
        guard let answering else { return }
        let plan = ResponsePlan(delivery, to: answering.turn.request, source: source)
        if let error = plan.error { loop.notice(.unwritable(delivery.exchange, error)) }
        let wirePlan = WirePlan(plan, file: answering.file, of: delivery, to: answering.turn)
        answering.plan = wirePlan
        answering.sendingSince = .now()
        loop.output.writeImmutableBuffer(wirePlan.head)
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
