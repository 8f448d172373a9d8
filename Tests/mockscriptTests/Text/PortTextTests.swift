import ArgumentParser
import Testing

@testable import MockServer
@testable import mockscript

@Suite struct PortTextTests {
    private let table = """
          sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
           0: 0100007F:0FA0 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 111 1 0
           1: 0100007F:0FA0 0100007F:9C4E 01 00000000:00000000 00:00000000 00000000     0        0 222 1 0
           2: 00000000:0FA1 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 333 1 0
        """

    @Test func `the socket that listens at a port is found, its connections are not`() {
        #expect(PortOwner.socketInodes(in: table, port: 4_000) == ["111"])
        #expect(PortOwner.socketInodes(in: table, port: 80).isEmpty)
    }

    @Test(arguments: [
        (["serve"], "mockscript serve --port 0"), (["serve", "shop"], "mockscript serve shop --port 0"),
        (
            ["serve", "my shop", "--seed", "7", "--cors", "-p", "80"],
            "mockscript serve 'my shop' --seed 7 --cors --port 0"
        ),
        (["serve", "--port=80", "shop", "-q"], "mockscript serve shop -q --port 0"),
        (["serve", "--port", "80", "-s", "full"], "mockscript serve -s full --port 0"),
    ])
    func `the command for another port keeps what was typed, and is one of the program's`(
        arguments: [String], command: String
    ) throws {
        let error = ServerError(code: .addressInUse, errno: 98, host: "127.0.0.1", port: 80)
        let text = PortText(error: error, owner: nil, arguments: arguments)
            .text(Terminal(isColoured: false, isInteractive: false, width: 100))
        #expect(text.contains(command), "\(text)")
        let words = command.replacing("'my shop'", with: "my_shop").split(separator: " ").dropFirst().map(String.init)
        #expect(try Mockscript.parseAsRoot(words) is Serve)
    }

    @Test func `an owner is named with its age and folder`() {
        let owner = PortOwner(name: "mockscript", pid: 4_711, age: .seconds(200), folder: "~/code/shop")
        #expect(owner.text == "'mockscript' (pid 4711, started 3 minutes ago in ~/code/shop)")
        #expect(PortOwner(name: "x", pid: 1, age: nil, folder: nil).text == "'x' (pid 1)")
    }
}
