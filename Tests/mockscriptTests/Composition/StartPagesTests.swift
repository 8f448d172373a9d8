import Testing

@testable import mockscript

@Suite("Pages of starting")
struct StartPagesTests {
    private static let maps = """
        5637a000-5637b000 r--p 00000000 fe:00 54 /usr/bin/mockscript
        5637b000-5637f000 r-xp 00001000 fe:00 54 /usr/bin/mockscript
        5637f000-56380000 r--p 00005000 fe:00 54 /usr/bin/mockscript
        56380000-56390000 rw-p 00006000 fe:00 54 /usr/bin/mockscript
        7f000000-7f100000 r-xp 00000000 fe:00 99 /lib/libc.so.6
        7f200000-7f201000 r-xp 00000000 00:00 0 [vdso]
        7f300000-7f301000 r-xp 00000000 fe:00 12 /opt/bin/mockscript
        broken r-xp 00000000 fe:00 54 /usr/bin/mockscript
        """

    @Test("are those of the program's code, and no page that can be written to or was relocated")
    func code() {
        #expect(StartPages.code(of: "/usr/bin/mockscript", in: StartPagesTests.maps) == [0x5637_b000..<0x5637_f000])
    }

    @Test("leave the process as it was when they are given back")
    func giveBack() throws {
        let before = try #require(ProcessFile.text("/proc/self/maps"))
        StartPages.giveBack()
        let after = try #require(ProcessFile.text("/proc/self/maps"))
        let program = try #require(before.split(separator: "\n").first { $0.contains(" r-xp ") })
        #expect(after.contains(program))
    }
}
