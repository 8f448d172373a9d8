import Testing

@testable import mockscript

@Suite struct ProgramTests {
    @Test(arguments: [
        ("mockscript", "mockscript"), ("/opt/bin/mockscript", "mockscript"), ("/srv/shop/mockscript", "./mockscript"),
        ("/srv/shop/scripts/mockscript", "scripts/mockscript"), ("scripts/mockscript", "scripts/mockscript"),
        ("/else/mockscript", "/else/mockscript"), ("../x/mockscript", "../x/mockscript"),
    ])
    func `the program is named as it can be typed`(called: String, typed: String) {
        #expect(Program.typed(called, in: "/srv/shop", searchPath: "/usr/bin:/opt/bin") { $0 == $1 } == typed)
    }

    @Test func `commands in a text get the name of the program, once`() {
        let text = "begin with: mockscript new shop, then mockscript serve shop; mockscript.yaml stays"
        let typed = "begin with: scripts/mockscript new shop, then scripts/mockscript serve shop; mockscript.yaml stays"
        #expect(Program.typed(text, as: "scripts/mockscript") == typed)
        #expect(Program.typed(typed, as: "scripts/mockscript") == typed)
        #expect(Program.typed(text, as: "mockscript") == text)
    }
}
