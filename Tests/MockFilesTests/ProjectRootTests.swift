import CFiles
import Foundation
import Synchronization
import TestSupport
import Testing

@testable import MockFiles

@Suite(.ownThreads) struct ProjectRootTests {
    /// A project beside a folder that is none of it.
    private struct Fixture {
        let base: URL
        let root: ProjectRoot

        init(_ files: [String: String]) throws {
            base = try TemporaryFiles.folder(["outside/secret.txt": "SECRET", "project/here.txt": "here"])
            for (name, text) in files {
                try TemporaryFiles.write(Data(text.utf8), to: base.appendingPathComponent("project/\(name)"))
            }
            root = try #require(ProjectRoot(base.appendingPathComponent("project").path))
        }

        func path(_ name: String) -> String { base.appendingPathComponent("project/\(name)").path }

        func link(_ name: String, to target: String) throws {
            try FileManager.default.createSymbolicLink(atPath: path(name), withDestinationPath: target)
        }

        func remove() { try? FileManager.default.removeItem(at: base) }

        func text(_ name: String) throws(DiskError) -> String {
            guard case .bytes(let bytes) = try root.contents(of: name, upTo: 1 << 20) else { return "large" }
            return String(decoding: bytes, as: UTF8.self)
        }
    }

    @Test func `a file is read, and links that stay beneath the root are followed`() throws {
        let fixture = try Fixture(["a/b/deep.txt": "deep"])
        defer { fixture.remove() }
        try fixture.link("relative", to: "a/b/deep.txt")
        try fixture.link("a/up", to: "../here.txt")
        try fixture.link("folder", to: "a/b")
        try fixture.link("absolute", to: fixture.root.path + "/a/b/deep.txt")
        try fixture.link("chain", to: "relative")
        for name in ["a/b/deep.txt", "relative", "folder/deep.txt", "absolute", "chain", "a/b/../b/./deep.txt"] {
            #expect(try fixture.text(name) == "deep", "\(name)")
        }
        #expect(try fixture.text("a/up") == "here")
        #expect(try fixture.root.target(of: "folder/deep.txt").name == "a/b/deep.txt")
    }

    @Test(arguments: [
        "../outside/secret.txt", "/etc/hostname", "a/../../outside/secret.txt", "out", "away/secret.txt", "far",
    ])
    func `nothing outside is opened`(name: String) throws {
        let fixture = try Fixture(["a/x.txt": "x"])
        defer { fixture.remove() }
        try fixture.link("out", to: "../outside/secret.txt")
        try fixture.link("away", to: "../outside")
        try fixture.link("far", to: "/etc/hostname")
        let error = try #require(throws: DiskError.self) { try fixture.text(name) }
        #expect(error.isOutside)
        let folder = open(fixture.root.path, beneath_place)
        defer { close(folder) }
        #expect(beneath_walk(folder, name, O_RDONLY) == -EXDEV)
    }

    @Test func `only regular files are opened, and a pipe is not waited for`() throws {
        let fixture = try Fixture(["a/x.txt": "x"])
        defer { fixture.remove() }
        #expect(mkfifo(fixture.path("pipe"), 0o600) == 0)
        try fixture.link("self", to: "self")
        for (name, reason) in [
            ("pipe", "is no regular file"), ("a", "is a folder"), ("none", "does not exist"),
            ("a/x.txt/y", "cannot be read: Not a directory"),
            ("self", "cannot be read: Too many levels of symbolic links"),
            ("a\0b", "does not exist"),
        ] {
            #expect(throws: DiskError.self, "\(name)") { try fixture.text(name) }
            do throws(DiskError) { _ = try fixture.text(name) } catch { #expect(error.reason == reason) }
        }
    }

    @Test func `a walk opens what openat2 opens`() throws {
        let fixture = try Fixture(["a/b/deep.txt": "deep"])
        defer { fixture.remove() }
        try fixture.link("folder", to: "a/b")
        try fixture.link("a/up", to: "../folder/deep.txt")
        try fixture.link("ring", to: "ring2")
        try fixture.link("ring2", to: "ring")
        let folder = open(fixture.root.path, beneath_place)
        defer { close(folder) }
        for name in [
            "here.txt", "a/b/deep.txt", "folder/deep.txt", "a/up", "./a//b/deep.txt", "a/../here.txt", "ring", "none/x",
            "here.txt/x", ".", "a/b/..", "..", String(repeating: "n", count: 300),
            String(repeating: "a/../", count: 900),
        ] {
            let (first, second) = (beneath_open(folder, name, O_RDONLY), beneath_walk(folder, name, O_RDONLY))
            var (one, two) = (stat(), stat())
            if first >= 0, second >= 0 {
                fstat(first, &one)
                fstat(second, &two)
                #expect(one.st_ino == two.st_ino, "\(name)")
            } else {
                #expect(first == second, "\(name)")
            }
            for opened in [first, second] where opened >= 0 { close(opened) }
        }
    }

    @Test func `swapping files and folders for links while they are read leads to no byte from outside`() throws {
        let fixture = try Fixture(["a/f.txt": "inside", "spare/f.txt": "inside"])
        defer { fixture.remove() }
        try TemporaryFiles.write(Data("SECRET".utf8), to: fixture.base.appendingPathComponent("outside/f.txt"))
        let isDone = Atomic<Bool>(false)
        let seen = Mutex<[String: Int]>([:])
        let readers = DispatchGroup()
        for walks in [false, true] {
            DispatchQueue.global().async(group: readers) {
                while !isDone.load(ordering: .acquiring) {
                    let text = walks ? Self.walked("a/f.txt", fixture.root.path) : (try? fixture.text("a/f.txt")) ?? "-"
                    seen.withLock { $0[text, default: 0] += 1 }
                }
            }
        }
        func isMet() -> Bool { seen.withLock { $0["inside", default: 0] > 100 && $0["-", default: 0] > 0 } }
        // On a busy machine the readers may begin late.
        for round in 0..<1_000_000 where round < 5_000 || !isMet() {
            try Self.swap("a/f.txt", for: "../../outside/f.txt", in: fixture.path(""), round)
            try Self.swapFolder("a", with: "spare", for: "../outside", in: fixture.path(""))
        }
        isDone.store(true, ordering: .releasing)
        readers.wait()
        let counts = seen.withLock { $0 }
        #expect(counts["SECRET"] == nil)
        #expect(counts["inside", default: 0] > 100, "\(counts)")
        #expect(counts["-", default: 0] > 0, "\(counts)")
    }

    /// A file is a link for a moment, and then itself again.
    private static func swap(_ name: String, for target: String, in folder: String, _ round: Int) throws {
        try #require(symlink(target, "\(folder)/link") == 0)
        try #require(rename("\(folder)/link", "\(folder)/\(name)") == 0)
        try Data("inside".utf8).write(to: URL(fileURLWithPath: "\(folder)/new"))
        try #require(rename("\(folder)/new", "\(folder)/\(name)") == 0)
    }

    private static func swapFolder(_ name: String, with spare: String, for target: String, in folder: String) throws {
        try #require(rename("\(folder)/\(name)", "\(folder)/\(spare)2") == 0)
        try #require(symlink(target, "\(folder)/\(name)") == 0)
        try #require(unlink("\(folder)/\(name)") == 0)
        try #require(rename("\(folder)/\(spare)2", "\(folder)/\(name)") == 0)
    }

    private static func walked(_ name: String, _ root: String) -> String {
        let folder = open(root, beneath_place)
        defer { close(folder) }
        let opened = beneath_walk(folder, name, O_RDONLY | O_NONBLOCK)
        guard opened >= 0, let file = try? ProjectFile(opened), let bytes = try? file.bytes() else { return "-" }
        return String(decoding: bytes, as: UTF8.self)
    }
}
