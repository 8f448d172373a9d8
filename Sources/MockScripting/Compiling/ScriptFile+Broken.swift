internal import MockModel

extension ScriptFile {
    /// The calls that the file would answer if it could be used.
    func broken(because problem: Problem) -> [BrokenCode] {
        switch kind {
        case .route(let pattern, let host): routes(pattern, host).map { BrokenCode($0, because: problem) }
        case .middleware(let pattern, let host): [BrokenCode(.below(pattern, host: host), because: problem)]
        case .template, .condition: [BrokenCode(.script(name), because: problem)]
        case .module, .scenario, .test: []
        }
    }

    /// The routes whose keys stand in its text; without any, all that it may hold.
    private func routes(_ pattern: PathPattern, _ host: String?) -> [BrokenCode.Extent] {
        let keys = writtenKeys.compactMap { try? RouteKey($0) }
        guard keys.isEmpty else {
            return keys.compactMap { key in
                guard let path = try? pattern.appending(key.path) else { return nil }
                return .route(method: key.method, path, host: host)
            }
        }
        let below = try? PathPattern(checking: pattern.segments + [.rest("rest")])
        return [.route(method: "ANY", pattern, host: host)]
            + (below.map { [.route(method: "ANY", $0, host: host)] } ?? [])
    }

    /// The keys of tables in its text: `GET =`, `["GET /{id}"] =`.
    private var writtenKeys: [String] {
        let tokens = LuaLexer.tokens(of: Array(text.utf8))
        return tokens.indices.dropFirst().compactMap { index in
            guard tokens[index].isSign("=") else { return nil }
            if tokens[index - 1].kind == .name { return tokens[index - 1].text }
            guard index >= 3, tokens[index - 1].isSign("]"), tokens[index - 2].kind == .string,
                tokens[index - 3].isSign("[")
            else { return nil }
            return tokens[index - 2].text
        }
    }
}
