import MockEngine
import MockModel

/// Values and records of a session.
enum ValueRoutes {
    static let all = values + value + collections + records

    // MARK: - Values

    private static let values =
        SessionRoute.both(
            "GET", "state", "All values of the session.",
            answers: [AdminAnswer(200, "The values by their keys.", schema: objectSchema)]
        ) { call in call.perform(.state(.values)) { .json(call.masked($0.document)) } }
        + SessionRoute.both(
            "PUT", "state", "Replaces all values.", body: objectSchema, sample: ["sale": true],
            answers: [SessionRoute.done]
        ) { call in call.perform(.state(.merge(call.members, replacing: true))) { _ in .done } }
        + SessionRoute.both(
            "PATCH", "state", "Sets some values; `null` removes.", body: objectSchema, sample: ["sale": .null],
            answers: [SessionRoute.done]
        ) { call in call.perform(.state(.merge(call.members, replacing: false))) { _ in .done } }

    private static let value =
        SessionRoute.both(
            "GET", "state/{key}", "One value.", parameters: [key],
            answers: [AdminAnswer(200, "The value.", schema: .anything)]
        ) { call in
            call.perform(.state(.value(call["key"]))) { reply in
                .json(
                    call.redaction?.hides(call["key"]) == true ? .string(Redaction.mask) : call.masked(reply.document))
            }
        }
        + SessionRoute.both(
            "PUT", "state/{key}", "Sets one value; the body is the value.",
            parameters: [
                key, AdminParameter("ttl", .query, "The time after which it is gone: `15m`.", schema: .text),
            ],
            body: .anything, sample: true, answers: [SessionRoute.done]
        ) { call in
            answering { () throws(ValueError) in
                let ttl = try call.query("ttl").map { (text) throws(ValueError) in try call.duration(text, "ttl") }
                return call.perform(.state(.set(call["key"], call.json, ttl: ttl))) { _ in .done }
            }
        }
        + SessionRoute.both(
            "DELETE", "state/{key}", "Removes one value.", parameters: [key], answers: [SessionRoute.done]
        ) { call in call.perform(.state(.remove(call["key"]))) { _ in .done } }

    private static let key = AdminParameter("key", .path, "The key of the value.", schema: .text)

    // MARK: - Records

    private static let collections =
        SessionRoute.both(
            "GET", "collections", "The collections, and how many records each has.",
            answers: [
                AdminAnswer(
                    200, "The counts by their names.",
                    schema: AdminSchema(["type": "object", "additionalProperties": ["type": "integer"]]))
            ]
        ) { call in call.perform(.state(.collections)) { .json($0.document) } }
        + SessionRoute.both(
            "GET", "collections/{name}", "All records of a collection, in order.", parameters: [name],
            answers: [AdminAnswer(200, "The records.", schema: .list(of: .anything))]
        ) { call in call.perform(.state(.records(call["name"]))) { .json(call.masked($0.document)) } }
        + SessionRoute.both(
            "PUT", "collections/{name}",
            "Replaces all records of a collection; a record without an `id` is named by its place, from 1.",
            parameters: [name], body: .list(of: objectSchema), sample: [["id": "tee", "price": 1_900]],
            answers: [SessionRoute.done]
        ) { call in
            call.perform(.state(.replaceRecords(call.json.elements ?? [], collection: call["name"]))) { _ in .done }
        }

    private static let records =
        SessionRoute.both(
            "GET", "collections/{name}/{id}", "One record.", parameters: [name, id], answers: [recordAnswer]
        ) { call in
            call.perform(.state(.record(call["name"], id: call["id"]))) { .json(call.masked($0.document)) }
        }
        + SessionRoute.both(
            "PUT", "collections/{name}/{id}", "Inserts a record, or replaces it.", parameters: [name, id],
            body: objectSchema, sample: ["id": "tee", "price": 1_900], answers: [recordAnswer]
        ) { call in
            call.perform(.state(.put(call.json, id: call["id"], collection: call["name"]))) { .json($0.document) }
        }
        + SessionRoute.both(
            "PATCH", "collections/{name}/{id}", "Changes members of a record; `null` removes.",
            parameters: [name, id], body: objectSchema, sample: ["price": 900], answers: [recordAnswer]
        ) { call in
            call.perform(.state(.patch(call.members, id: call["id"], collection: call["name"]))) {
                .json($0.document)
            }
        }
        + SessionRoute.both(
            "DELETE", "collections/{name}/{id}", "Removes a record.", parameters: [name, id],
            answers: [SessionRoute.done]
        ) { call in
            call.perform(.state(.removeRecord(call["id"], collection: call["name"]))) { _ in .done }
        }

    private static let name = AdminParameter("name", .path, "The name of the collection.", schema: .text)
    private static let id = AdminParameter("id", .path, "The id of the record.", schema: .text)
    private static let objectSchema = AdminSchema(["type": "object"])
    private static let recordAnswer = AdminAnswer(200, "The record.", schema: objectSchema)
}

extension SessionReply {
    /// A value or a document.
    var document: JSONValue {
        switch self {
        case .value(let value), .entry(let value, _): value
        default: .null
        }
    }
}

extension AdminCall {
    /// A document without the secrets that its names tell of.
    func masked(_ value: JSONValue) -> JSONValue {
        guard let redaction else { return value }
        switch value {
        case .object(let object):
            return .object(
                JSONObject(
                    object.members.map { member in
                        .init(
                            member.name, redaction.hides(member.name) ? .string(Redaction.mask) : masked(member.value))
                    }))
        case .array(let elements): return .array(elements.map(masked))
        default: return value
        }
    }
}
