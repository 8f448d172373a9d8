internal import MockModel

extension HostCalls {
    /// Checks values against schemas, which are names or tables.
    func schemaCall(
        _ function: HostFunction, _ arguments: LuaHost.Values, _ reply: LuaHost.Reply, _ call: Call?
    ) -> LuaHost.Verdict {
        let what = arguments.text(1) ?? ""
        do throws(SchemaError) {
            let schema = try schema(arguments)
            if function == .schemaCheck { return check(schema, what, arguments, reply, call) }
            let name = arguments.text(0).map { "\"\($0)\"" } ?? "of \(what)"
            note(RecordSchema(collection: arguments.text(2) ?? "", name: name, schema: schema))
            return .results
        } catch { return .raise("\(what): \(error.line)") }
    }

    private func schema(_ arguments: LuaHost.Values) throws(SchemaError) -> JSONSchema {
        if let name = arguments.text(0) { return try schemas.schema(named: name) }
        return try schemas.schema(inline: PackedValue(arguments[0]) ?? .none)
    }

    /// Schema, what asks, whether the value is the body of the request, the value.
    ///
    /// Replies with a list of findings, or nothing when the value fits.
    private func check(
        _ schema: JSONSchema, _ what: String, _ arguments: LuaHost.Values, _ reply: LuaHost.Reply, _ call: Call?
    ) -> LuaHost.Verdict {
        var options = JSONSchema.Options(assertsFormats: true, takesEmptyForEither: true)
        if arguments.boolean(2) == true, let body = call?.request.body {
            options.original = try? JSONValue(parsing: body)
        }
        do throws(SchemaLimit) {
            let value = JSONValue(PackedValue(arguments[3]) ?? .none)
            let findings = try schema.findings(in: value, options)
            guard !findings.isEmpty else { return .results }
            let list = findings.map { finding -> JSONValue in
                ["path": .string(finding.path), "message": .string(finding.message)]
            }
            reply.append(PackedValue(.array(list)))
            return .results
        } catch { return .raise("\(what): \(error)") }
    }
}

extension SchemaError {
    /// "schemas/order.json#/type: …", or the message alone where there is no place.
    fileprivate var line: String {
        let path = ProjectSchemas.path(of: document)
        let place = path.hasSuffix(ProjectSchemas.inlineName) ? "the schema" : path
        let whole = pointer.isEmpty || place.isEmpty ? place : "\(place)#\(pointer)"
        return (whole.isEmpty ? "" : "\(whole): ") + message + (hint.map { "; \($0)" } ?? "")
    }
}
