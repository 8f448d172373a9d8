extension APIReference {
    static let log = APIChapter(
        "Log", "Lines below the call that wrote them. `print` writes like `mock.log.info`.",
        [.type(APIClass(name: "mock.LogLib", text: "Lines of the call.", declaration: "mock.log = {}"))]
            + [
                ("debug", "Shown with -v."), ("info", "Shown below the call."), ("warn", "Shown as a warning."),
                ("error", "Shown as an error."),
            ].map { level, text in
                .function(
                    APIFunction(
                        name: "mock.log.\(level)", parameters: ["... any  tables are written as JSON"],
                        text: text,
                        example: .test(
                            """
                            api:stub("GET /users/{id}", function() mock.log.\(level)("seen", { id = 7 }) end)
                            expect(#api:get("/users/7").log):equals(1)
                            """)))
            })
}
