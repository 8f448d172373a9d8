internal import MockModel

extension HostCalls {
    /// The fields of `req`, by the numbers that `request.lua` has for them.
    private enum RequestField: Int {
        case method, path, url, host, ip, route, session, turn, body, params, query, headers, cookies, form, files,
            text, coding
    }

    /// What belongs to the request under way and to the example of its route.
    func requestCall(
        _ function: HostFunction, _ arguments: LuaHost.Values, _ reply: LuaHost.Reply, _ run: ScriptRun, _ call: Call
    ) -> LuaHost.Verdict {
        switch function {
        case .request: return request(arguments, reply, call)
        case .use: return use(arguments.text(0) ?? "", reply, run, of: call.route)
        case .refuse:
            let message = arguments.text(0) ?? ""
            run.note(.badResponse, message)
            if arguments.boolean(1) ?? false {
                let layer = arguments.text(2).map {
                    SourceLocation(file: $0, line: arguments.integer(3).map(Int.init(clamping:)))
                }
                run.returned = layer ?? call.route.handler?.location
            }
            return .raise(message)
        case .passed: call.passage = passage(arguments)
        case .example: appendHead(run, reply)
        case .exampleBody: return appendBody(run, reply)
        default: reply.append(run.example?.name ?? "")
        }
        return .results
    }

    /// What refused the body, the place of the middleware that answered, or nothing for a request that came through.
    private func passage(_ arguments: LuaHost.Values) -> Call.Passage {
        if let detail = arguments.text(2) { return .refused(detail) }
        return arguments.text(0).map {
            .answered(SourceLocation(file: $0, line: arguments.integer(1).map(Int.init)))
        } ?? .through
    }

    private func request(_ arguments: LuaHost.Values, _ reply: LuaHost.Reply, _ call: Call) -> LuaHost.Verdict {
        guard arguments.integer(0) == Int64(call.number) else {
            return .raise("this request is over; keep what you need of it in a local of its own")
        }
        guard let field = arguments.integer(1).flatMap({ RequestField(rawValue: Int(clamping: $0)) }) else {
            return .raise("no such field")
        }
        append(field, of: call, to: reply)
        return .results
    }

    private func append(_ field: RequestField, of call: Call, to reply: LuaHost.Reply) {
        let request = call.request
        switch field {
        case .method: reply.append(request.method)
        case .path: reply.append(request.path)
        case .url: reply.append(request.target)
        case .host: reply.append(request.host ?? "")
        case .ip: reply.append(request.remoteAddress)
        case .route: reply.append(call.route.name)
        case .session: reply.append(call.session)
        case .turn: reply.append(Int64(call.turn))
        case .body: reply.append(bytes: request.body)
        case .params: reply.append(pairs: call.parameters)
        case .query: reply.append(pairs: request.queryItems)
        case .cookies: reply.append(pairs: request.cookies)
        case .headers: appendHeaders(request.headers, to: reply)
        case .form, .files: append(FormBody(request), isFiles: field == .files, to: reply)
        case .text: reply.append(bytes: (try? request.content()) ?? [])
        case .coding: appendCodingError(of: request, to: reply)
        }
    }

    /// Names in lower case; equal names are joined as RFC 9110 §5.3 says, cookies as RFC 9113 §8.2.3.
    private func appendHeaders(_ headers: HeaderFields, to reply: LuaHost.Reply) {
        let fields = headers.fields
        var joined: [(name: String, value: [UInt8])] = []
        joined.reserveCapacity(fields.count)
        // A request has few names; a test may send thousands.
        var indexes: [TextKey: Int] = [:]
        for field in fields {
            let name = field.name.lowercased()
            let known = fields.count > 32 ? indexes[TextKey(name)] : joined.firstIndex { $0.name.isSame(as: name) }
            if let known {
                joined[known].value += (name == "cookie" ? "; " : ", ").utf8 + field.bytes
            } else {
                if fields.count > 32 { indexes[TextKey(name)] = joined.count }
                joined.append((name, field.bytes))
            }
        }
        for field in joined {
            reply.append(field.name)
            reply.append(bytes: field.value)
        }
    }

    /// The status and the words for a body that cannot be decoded; nothing for any other.
    private func appendCodingError(of request: Request, to reply: LuaHost.Reply) {
        do throws(ContentError) {
            _ = try request.content()
        } catch {
            reply.append(Int64(error.status))
            reply.append(error.message)
        }
    }

    /// The error of the form, or nothing; then its fields or its files.
    private func append(_ form: FormBody, isFiles: Bool, to reply: LuaHost.Reply) {
        if let problem = form.problem { reply.append(problem) } else { reply.appendNothing() }
        guard isFiles else { return reply.append(pairs: form.fields) }
        for file in form.files {
            reply.append(file.name)
            reply.append(file.filename)
            reply.append(file.type)
            reply.append(bytes: file.body)
        }
    }

    /// Makes another example of the route the one that the response stands for; answers with its template, if it has one.
    private func use(
        _ name: String, _ reply: LuaHost.Reply, _ run: ScriptRun, of route: Route
    ) -> LuaHost.Verdict {
        let examples = route.examples
        guard let place = examples.firstIndex(where: { $0.name.isSame(as: name) }) else {
            let message = "\(route.name) has no example \"\(name)\""
            var existing: [String] = []
            for example in examples where !existing.contains(example.name) { existing.append(example.name) }
            run.note(.unknownExample(name: name, existing: existing), message)
            return .raise(message)
        }
        run.place = place
        if let script = examples[place].template?.script { reply.append(script) } else { reply.appendNothing() }
        return .results
    }

    private func appendHead(_ run: ScriptRun, _ reply: LuaHost.Reply) {
        let response = run.example?.response ?? Response()
        reply.append(Int64(response.status))
        for field in response.headers.fields {
            reply.append(field.name)
            if let raw = field.rawValue { reply.append(bytes: raw) } else { reply.append(field.value) }
        }
    }

    private func appendBody(_ run: ScriptRun, _ reply: LuaHost.Reply) -> LuaHost.Verdict {
        switch run.example?.response.body {
        case .bytes(let bytes): reply.append(bytes: bytes)
        case nil, .some(.none): reply.appendNothing()
        case .file:
            let place = run.example?.location.file ?? "it"
            return .raise("the body of this example is a file that is sent as it is; code cannot read it (\(place))")
        }
        return .results
    }
}

extension LuaHost.Reply {
    /// Adds names and values, flat.
    func append(pairs: [(name: String, value: String)]) {
        for pair in pairs {
            append(pair.name)
            append(pair.value)
        }
    }
}
