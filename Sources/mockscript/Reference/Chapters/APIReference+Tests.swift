extension APIReference {
    static let testResponses = APIChapter(
        "Responses in tests", "What `api:get` and its like return.",
        [
            .type(
                APIClass(
                    name: "mock.test.Response", text: "What a request was answered with.",
                    fields: [
                        "status integer  0 when a fault left no answer",
                        "headers table<string, string>  any letter case finds them", "body string",
                        "json any", "example string?", "fault string?",
                        "events { event: string?, id: string?, data: any, at_ms: integer }[]  of an event stream",
                        "elapsed_ms integer  on the session's clock", "log string[]",
                    ], declaration: "local TestResponse = {}")),
            .function(
                APIFunction(
                    name: "TestResponse:expect",
                    parameters: ["status? integer|any", "body? any", "headers? table<string, any>"],
                    results: ["mock.test.Response self"], moment: .testing,
                    text:
                        "The mirror of a handler's return. Objects may have more keys than asked for; arrays may not.",
                    example: .test(#"api:get("/users/7"):expect(200, { name = any.string })"#))),
        ])

    static let testWords = APIChapter(
        "Groups, tests and expectations", "The globals of *.test.lua.",
        [
            .type(
                APIClass(
                    name: "mock.test.Any", text: "Stands for a kind of value.",
                    fields: [
                        "value any  anything but nil", "string any", "number any", "integer any", "boolean any",
                        "array any",
                        "object any", "uuid any", "iso_date any", "matching fun(pattern: string): any  a Lua pattern",
                        "one_of fun(...): any", "length fun(n: integer): any",
                    ], declaration: "any = {}")),
            .type(
                APIClass(
                    name: "mock.test.Expect", text: "What must hold of a value.", declaration: "local Expect = {}")),
        ] + expectations + [
            .function(
                APIFunction(
                    name: "expect", parameters: ["value any"], results: ["mock.test.Expect"], moment: .testing,
                    text: "Begin an expectation.", example: .test("expect(1 + 1):equals(2)"))),
            .function(
                APIFunction(
                    name: "describe", parameters: ["name string", "body fun()"], moment: .testing,
                    text: "A group of tests.")),
            .function(
                APIFunction(
                    name: "it", parameters: ["name string", "body fun(api: mock.test.Api)"], moment: .testing,
                    text: "A test: a fresh, frozen session.")),
            .function(
                APIFunction(
                    name: "before_each", parameters: ["body fun(api: mock.test.Api)"], moment: .testing,
                    text: "Runs before each test of the group.")),
            .function(
                APIFunction(
                    name: "after_each", parameters: ["body fun(api: mock.test.Api)"], moment: .testing,
                    text: "Runs after each test of the group, also after one that failed.")),
        ])

    private static func expectation(
        _ name: String, _ parameters: [APIName], _ text: String, _ example: String
    ) -> APIItem {
        .function(
            APIFunction(
                name: "Expect:\(name)", parameters: parameters, moment: .testing, text: text, example: .test(example)))
    }

    private static let expectations: [APIItem] = [
        expectation(
            "equals", ["value any"], "The same value, tables by their content.",
            "expect({ a = 1, b = { 2 } }):equals { a = 1, b = { any.integer } }"),
        expectation(
            "contains", ["value any"], "A text that has it in it, or a list with such an element.",
            #"expect("hello world"):contains("world")"#),
        expectation("at_least", ["n number"], "Not less than a number.", "expect(3):at_least(3)"),
        expectation("at_most", ["n number"], "Not more than a number.", "expect(3):at_most(5)"),
        expectation("is_nil", [], "Nothing.", #"expect(mock.state.get("nothing")):is_nil()"#),
        expectation(
            "fails", ["pattern? string  of the message"], "A function that raises an error.",
            #"expect(function() mock.sleep(5) end):fails("has no unit")"#),
    ]
}
