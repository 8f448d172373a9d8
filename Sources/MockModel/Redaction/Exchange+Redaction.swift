extension Exchange {
    /// The exchange as logs tell of it: its target, reason and lines without secrets.
    public func redacted(by redaction: Redaction) -> Exchange {
        let secrets =
            needsAllSecrets
            ? SecretValues(of: self, by: redaction) : SecretValues(ofTarget: self, by: redaction)
        guard !secrets.isEmpty || needsAllSecrets else { return self }
        return Exchange(
            self,
            request: Request(
                method: request.method, target: secrets.masked(request.target),
                headers: secrets.masked(headers: request.headers),
                body: secrets.masked(body: request.body), remoteAddress: request.remoteAddress),
            reason: secrets.masked(reason: reason), considered: considered.map { secrets.masked($0) },
            log: log.map { LogLine(level: $0.level, text: secrets.masked($0.text)) })
    }

    /// Whether it tells more of the request than its target.
    private var needsAllSecrets: Bool {
        !log.isEmpty || !considered.isEmpty || isFailure || isMiss
    }

    private var isMiss: Bool {
        if case .miss = reason { return true }
        return false
    }
}

extension SecretValues {
    /// A reason whose sentences tell no secret.
    func masked(reason: Exchange.Reason) -> Exchange.Reason {
        switch reason {
        case .miss(var miss):
            miss.title = masked(miss.title)
            miss.closest = miss.closest.map { masked($0) }
            return .miss(miss)
        case .failure(let route, var failure):
            failure.message = masked(failure.message)
            return .failure(route: route, failure)
        default: return reason
        }
    }

    /// A header: fields of secret names masked whole, secrets masked in all others.
    fileprivate func masked(headers: HeaderFields) -> HeaderFields {
        HeaderFields(
            headers.fields.map { field in
                .init(field.name, redaction.hides(field.name) ? Redaction.mask : masked(field.value))
            })
    }

    /// A body that is text, without its secrets; any other as it is.
    fileprivate func masked(body: [UInt8]) -> [UInt8] {
        guard !isEmpty, body.count <= 1 << 16, let text = String(validating: body, as: UTF8.self) else { return body }
        return Array(masked(text).utf8)
    }
}

extension BackgroundEvent {
    /// The event as logs tell of it: without the secrets of the call that caused it, and of a webhook without its own.
    public func redacted(by redaction: Redaction, of call: Exchange?) -> BackgroundEvent {
        var secrets = call.map { SecretValues(of: $0, by: redaction) } ?? SecretValues(by: redaction)
        switch self {
        case .webhook(let attempt):
            secrets.add(attempt)
            return .webhook(attempt.masked(by: secrets))
        case .failure(var failure):
            failure.message = secrets.masked(failure.message)
            return .failure(failure)
        case .log(let lines): return .log(lines.map { LogLine(level: $0.level, text: secrets.masked($0.text)) })
        }
    }
}

extension WebhookAttempt {
    fileprivate func masked(by secrets: SecretValues) -> WebhookAttempt {
        var request = request
        request.url = secrets.masked(request.url)
        var result = result
        if case .failure(let failure) = result {
            result = .failure(OutgoingFailure(failure.kind, secrets.masked(failure.message)))
        }
        return WebhookAttempt(
            id: id, number: number, time: time, request: request, result: result, duration: duration, retry: retry)
    }
}
