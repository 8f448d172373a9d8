import MockModel

/// What code answered, as a decision: what it set wins over what its example says.
extension Decision {
    /// Makes the decision of an answer of code.
    convenience init(_ scripted: ScriptedResponse, for call: Call, _ project: CompiledProject) {
        let reason = Exchange.Reason(call, scripted.place, project)
        guard let place = scripted.place else {
            self.init(
                scripted.response, because: reason, fault: scripted.fault, version: scripted.version,
                latency: scripted.delay, rate: scripted.rate)
            return
        }
        let route = call.index.map { project.routes[$0] }
        let example = call.route.examples[place]
        // A head that was filled in for this call is not that of the slot.
        let isAsCompiled = route?.route === call.route
        self.init(
            scripted.response, because: reason, fault: scripted.fault ?? example.fault,
            head: scripted.head == .example && isAsCompiled ? route?.heads[place] : nil,
            earlyHints: route?.earlyHints[place],
            version: scripted.version, latency: scripted.delay ?? example.delay, rate: scripted.rate ?? example.rate)
    }
}

extension Exchange.Reason {
    /// Why code answered a call as it did, with the example at a place or with none.
    init(_ call: Call, _ place: Int?, _ project: CompiledProject) {
        if let own = call.ownReason {
            self = place == nil ? call.passage.reason : own
            return
        }
        let example = place.map { call.route.examples[$0].name }
        switch call.passage {
        case .refused(let detail): self = .refused(route: call.route.name, detail: detail)
        case .answered(let location): self = .handler(route: call.route.name, location: location, example: example)
        case .within, .through: self = .ofHandler(call, place, example, project)
        }
    }

    private static func ofHandler(
        _ call: Call, _ place: Int?, _ example: String?, _ project: CompiledProject
    ) -> Exchange.Reason {
        if !call.ranHandler, call.pinnedBy == nil, let place, let index = call.index {
            return project.routes[index].reasons[place]
        }
        guard let location = call.handler else {
            return .example(route: call.route.name, name: example ?? "default", pinnedBy: call.pinnedBy)
        }
        return .handler(route: call.route.name, location: location, example: example)
    }
}

extension Call.Passage {
    /// What answered a call that has no route.
    fileprivate var reason: Exchange.Reason {
        switch self {
        case .answered(let location): .middleware(location)
        case .refused(let detail): .refused(route: nil, detail: detail)
        case .within, .through: .middleware(nil)
        }
    }
}
