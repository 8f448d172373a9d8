import MockEngine
import MockModel
import NIOCore
import NIOPosix

/// Responses that are sent by a plan: files, large bodies, speeds, faults.
extension ExchangeDriver {
    /// Bytes of a part at most.
    private static let partSize = 1 << 17

    /// Decides what of a delivery is sent, and begins.
    func sendByPlan(_ delivery: Delivery) {
        phase = .sending
        guard case .file(let file) = delivery.response.body else { return begin(delivery, .response, file: nil) }
        let opened = OpenFile.open(file, pool: .singleton, on: loop.eventLoop).assumeIsolated()
        opened.whenComplete { self.opened($0, for: delivery) }
    }

    private func opened(_ result: Result<OpenFile, any Error>, for delivery: Delivery) {
        guard phase == .sending else { return _ = try? result.get().close() }
        switch result {
        case .success(let file): begin(delivery, .file(size: file.size, version: file.modified), file: file)
        case .failure(let error):
            let failure = error as? FileFailure ?? .unreadable(path: "", reason: "cannot be read")
            loop.notice(.file(delivery.exchange, failure))
            begin(delivery, .failed(failure), file: nil)
        }
    }

    /// Writes the head, then what may be written of the body.
    private func begin(_ delivery: Delivery, _ source: ResponsePlan.Source, file: OpenFile?) {
        let plan = ResponsePlan(delivery, to: request.request, source: source)
        if let error = plan.error { loop.notice(.unwritable(delivery.exchange, error)) }
        body = BodyProgress(plan, file: file, at: .now())
        sink.writeHead(plan, of: delivery, to: request)
        sendBody()
    }

    /// Writes as much of the body as the client takes and the speed allows; waits for more room, time or file otherwise.
    func sendBody() {
        guard phase == .sending, let plan = body?.plan, body?.isReadingFile == false else { return }
        while let body, body.left > 0 {
            guard sink.isWritable else { return sink.flush() }
            let count = min(body.allowance(at: .now()), ExchangeDriver.partSize)
            guard count > 0 else { return pause(plan) }
            switch body.source {
            case .file(let file): return read(file, from: body.start, count: count)
            case .bytes(let bytes):
                sink.writeBody(bytes[body.start..<body.start + count])
                self.body?.sent += count
                sink.flush()
                // Room that comes free while flushing sends the rest from within, up to the end of the response.
                guard phase == .sending else { return }
            }
        }
        end(plan.transmission.tail, plan.transmission.ending)
    }

    private func pause(_ plan: ResponsePlan) {
        sink.flush()
        guard let rate = plan.transmission.rate, phase == .sending else { return }
        schedule(after: TimeAmount(rate.pause)) { $0.sendBody() }
    }

    private func read(_ file: OpenFile, from start: Int, count: Int) {
        body?.isReadingFile = true
        sink.flush()
        let bytes = file.read(from: start, count: count, io: loop.files, on: loop.eventLoop)
        bytes.assumeIsolated().whenComplete { self.hasRead(try? $0.get(), of: file, count: count) }
    }

    /// A part of the file is there; when it is shorter than it was, the promised length cannot be kept any more.
    private func hasRead(_ bytes: ByteBuffer?, of file: OpenFile, count: Int) {
        guard phase == .sending, let start = body?.start else { return file.close() }
        body?.isReadingFile = false
        guard let bytes, bytes.readableBytes == count else {
            let size = start + (bytes?.readableBytes ?? 0)
            let failure = FileFailure.changed(path: file.path, was: file.size, is: size)
            if let exchange { loop.notice(.file(exchange, failure)) }
            // It is this side that ends the connection.
            leave()
            return sink.abort()
        }
        body?.sent += count
        sink.writeBody(bytes)
        sendBody()
    }
}
