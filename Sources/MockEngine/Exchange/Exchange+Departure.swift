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
    /// Notes that the client left without the whole response.
    ///
    /// The end of a stream and of the fault `hang` is the client's to choose: nothing is noted of them.
    public func noteDeparture(at stage: ResponseStage) {
        guard fault?.kind != .hang else { return }
        switch stage {
        case .decided: note(.beforeAnswer)
        case .sending: note(.duringAnswer)
        case .streaming: break
        }
    }
}
