import Testing

@testable import MockFiles

@Suite struct LeftoverNameTests {
    @Test(arguments: [
        ".GET.json.swp", ".GET.json.swx", "GET.json~", "4913", "5036", ".#GET.json", "#GET.json#",
        "GET.json___jb_tmp___",
        "GET.json___jb_old___", "~$GET.docx", ".~lock.GET.ods#", ".goutputstream-AB12C3", "GET.json.tmp",
        "GET.json.tmp-481",
        "GET.json.tmp.4711.1699", "GET.json~RF1a2b.TMP", "GET.json.sb-1a2b3c4d-AbCdEf", "sedA1b2C3", "GET.json.bak",
        "GET.json.orig",
        "Thumbs.db", ".DS_Store", "GET.json.kate-swp~", "GET.json.rej", "GET.json.un~",
    ])
    func `a file that a program left behind is none of the project`(name: String) {
        #expect(LeftoverName.isFile(name))
    }

    @Test(arguments: [
        "GET.json", "POST.declined.402.json", "route.lua", "GET.4913.json", "sed.lua", "GET.http", "GET.sb", "123",
        "GET.tmp.json", "POST.declined.tmp.json", "GET.tmp-1.json", "GET.sb-x.json", "GET.tmp.402.http",
    ])
    func `a file of a project is none of those`(name: String) {
        #expect(!LeftoverName.isFile(name))
    }

    @Test func `below routes a folder that begins with a dot is a route, unless a tool keeps its things there`() {
        #expect(!LeftoverName.isFolder(".well-known", belowRoutes: true))
        #expect(LeftoverName.isFolder(".well-known", belowRoutes: false))
        for name in [".git", ".idea", ".vscode", ".svn"] { #expect(LeftoverName.isFolder(name, belowRoutes: true)) }
        #expect(!LeftoverName.isFolder("4913", belowRoutes: true))
    }
}
