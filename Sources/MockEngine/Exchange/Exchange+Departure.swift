public import MockModel

/// How far the response to a request came.
public enum ResponseStage: Sendable {
    /// It is decided, and nothing of it is sent.
    case decided
    /// A part of it is sent.
    case sending
    /// Code makes its body.
    case streaming
}

extension Exchange {
    /// Notes that the client left without the whole response, or before the end of a stream or of the fault `hang`.
    public func noteDeparture(at stage: ResponseStage) {
        switch stage {
        case .decided: note(.beforeAnswer)
        case .sending, .streaming: note(.duringAnswer)
        }
    }
}
