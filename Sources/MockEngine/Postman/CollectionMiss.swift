import MockModel

/// Says why a collection does not answer: every candidate with what failed, what to do next, and Postman's own error.
struct CollectionMiss {
    let matcher: CollectionMatcher
    let call: CollectionCall
    /// More candidates are not listed.
    private static let listed = 5

    func miss(_ failure: CollectionFailure) -> Miss {
        switch failure {
        case .noSuchExample(.id(let id), let others):
            return noSuchExample(
                "example has the id \"\(id)\"", others,
                hint: "mockscript routes --json lists the examples with their ids")
        case .noSuchExample(.name(let name), let others):
            let near = Suggestion.closest(to: name, among: matcher.entries.map(\.example.name))
            return noSuchExample(
                "example is named \"\(name)\"", others,
                hint: near.map { "Did you mean \"\($0)\"?" } ?? "mockscript routes lists the examples by name")
        case .noPath:
            let (closest, question) = matcher.explainer.closest(to: call.request)
            return miss(
                closest,
                hint: question
                    ?? "Save an example of this request in the collection, or call one that it has: mockscript routes")
        case .otherMethods(let methods):
            let candidates = methods.map { method in
                Candidate(
                    route: "\(method) \(call.request.writtenPath)", failed: ["it answers \(method), not \(call.method)"]
                )
            }
            return miss(candidates, hint: "The collection has \(methods.joined(separator: ", ")) at this path")
        case .bare(let route): return bare(matcher.routes[route])
        case .noStatus(let entries): return noStatus(entries)
        case .headers(let entries): return headers(entries)
        case .body(let entries):
            return miss(
                candidates(entries) { _ in "the request body differs from the one saved" },
                hint: "Send the body of an example, or leave out x-mock-match-request-body")
        }
    }

    private func noSuchExample(_ what: String, _ others: [Int], hint: String) -> Miss {
        let candidates = candidates(others) { entry in
            entry.method == call.method
                ? "its status is \(entry.example.response.status), not \(call.wishes.code ?? "")"
                : "it answers \(entry.method), not \(call.method)"
        }
        var miss = Miss(
            title: others.isEmpty ? "No \(what)" : "No \(what) and answers this request", closest: candidates,
            hint: hint, postmanError: CollectionMiss.noMatch)
        miss.pinned = call.wishes.pin?.source
        return miss
    }

    private func bare(_ route: Route) -> Miss {
        Miss(
            title: "\(route.name) is in the collection and has no example",
            closest: [Candidate(route: route.name, failed: ["no example is saved for it"])],
            hint: "Send the request in Postman, save the response as an example, and export the collection again",
            postmanError: CollectionMiss.noExample)
    }

    private func noStatus(_ entries: [Int]) -> Miss {
        let codes = Set(entries.map { matcher.entries[$0].example.response.status }).sorted().map(String.init)
        let wanted = call.wishes.code ?? ""
        return miss(
            candidates(entries) { "its status is \($0.example.response.status), not \(wanted)" },
            hint: "x-mock-response-code may be \(codes.joined(separator: ", ")) here")
    }

    private func headers(_ entries: [Int]) -> Miss {
        let names = call.wishes.matchedHeaders
        return miss(
            candidates(entries) { entry in
                let different = names.filter { !call.headerAgrees($0, with: entry) }
                return "the header \(different.joined(separator: ", ")) differs from the one saved"
            }, hint: "Send the header values of an example, or leave out x-mock-match-request-headers")
    }

    private func miss(_ closest: [Candidate], hint: String) -> Miss {
        Miss(
            title: MissExplainer.title(call.request), closest: closest, hint: hint,
            postmanError: CollectionMiss.noMatch)
    }

    private func candidates(_ entries: [Int], _ failed: (CollectionEntry) -> String) -> [Candidate] {
        entries.prefix(CollectionMiss.listed).map { number in
            let entry = matcher.entries[number]
            return Candidate(
                route: matcher.routes[entry.route].name, example: entry.example.name, failed: [failed(entry)])
        }
    }
}

/// The error objects of Postman's mocks.
extension CollectionMiss {
    /// Nothing matches.
    static let noMatch: JSONValue = error(
        "Double check your method and the request path and try again.", header: "No matching requests")
    /// The request exists and has no example.
    static let noExample: JSONValue = error(
        "To mock this request add an example response for the mock server to return.", header: "You need an example")

    private static func error(_ message: String, header: String) -> JSONValue {
        ["name": "mockRequestNotFoundError", "message": .string(message), "header": .string(header)]
    }
}
