import Foundation
import MockFiles
import TestSupport
import Testing

@testable import MockServer

@Suite("Watching a project", .ownThreads)
struct FolderWatcherTests {
    /// A project, and a reader that goes through it as a loader does.
    private final class Fixture {
        let base: URL
        let watcher: FolderWatcher
        var path: String { base.appendingPathComponent("project").path }

        init(_ files: [String: String] = ["routes/a/GET.json": "{}"]) throws {
            base = try TemporaryFiles.folder()
            for (name, text) in files { try Fixture.write(text, base.appendingPathComponent("project/\(name)")) }
            watcher = try FolderWatcher(source: base.appendingPathComponent("project").path)
            read()
        }

        deinit { try? FileManager.default.removeItem(at: base) }

        private static func write(_ text: String, _ file: URL) throws {
            try TemporaryFiles.write(Data(text.utf8), to: file)
        }

        func write(_ name: String, _ text: String = "{}") throws {
            try Fixture.write(text, base.appendingPathComponent("project/\(name)"))
        }

        /// Reads `routes/` with all below it, opens its files, and looks for `lib/` and the settings.
        func read() {
            watcher.beginReading()
            defer { watcher.endReading() }
            guard let root = ProjectRoot(path, observer: watcher) else { return }
            let top = (try? root.names(in: "", for: .named(["routes", "lib", "mockscript.yaml"]))) ?? []
            for entry in top where entry.name == "routes" { read(entry.name, root) }
        }

        private func read(_ folder: String, _ root: ProjectRoot) {
            for (name, kind) in (try? root.names(in: folder)) ?? [] {
                let path = "\(folder)/\(name)"
                let target = kind == .link ? try? root.target(of: path) : (name: path, kind: kind)
                if target?.kind == .folder, let name = target?.name { read(name, root) }
                if target?.kind == .file, !name.hasPrefix("README"), let name = target?.name {
                    _ = try? root.open(name)
                }
            }
        }

        /// Whether a change is told, and once.
        func tells(_ change: () throws -> Void) rethrows -> Bool {
            try change()
            let isTold = watcher.hasChanges
            #expect(watcher.takeChanges() == isTold)
            #expect(!watcher.takeChanges() && !watcher.hasChanges)
            if isTold { read() }
            return isTold
        }

        func shell(_ command: String) throws {
            let process = Process()
            process.executableURL = URL(fileURLWithPath: "/bin/sh")
            process.arguments = ["-c", command]
            process.currentDirectoryURL = base
            try process.start()
            process.waitUntilExit()
            #expect(process.terminationStatus == 0)
        }
    }

    @Test("tells of a save in the moment after it, at any depth, and once")
    func tells() throws {
        let fixture = try Fixture()
        #expect(!fixture.watcher.hasChanges)
        #expect(try fixture.tells { try fixture.write("routes/a/GET.json", "1") })
    }

    @Test(
        "follows what is made, moved, linked and removed",
        arguments: [
            "mkdir -p project/routes/b/c && echo 1 > project/routes/b/c/GET.json",
            "rm -r project/routes/a && mkdir project/routes/a && echo 1 > project/routes/a/GET.json",
            "mv project/routes/a project/routes/z", "rm project/routes/a/GET.json",
            "ln -s ../../shared.json project/routes/a/PUT.json", "ln project/shared.json project/routes/a/PUT.json",
            "ln -s ../shared project/routes/s", "mkdir project/lib", "mv project elsewhere && mv elsewhere project",
            "rm -r project && mkdir -p project/routes/a && echo 1 > project/routes/a/GET.json",
            "cp -r project new && mv project old && mv new project", "mkdir project/routes/.well-known",
            "echo 1 > project/routes/a/new && mv project/routes/a/new project/routes/a/GET.json",
        ])
    func follows(_ command: String) throws {
        let fixture = try Fixture(["routes/a/GET.json": "{}", "shared.json": "{}", "shared/x/GET.json": "{}"])
        #expect(try fixture.tells { try fixture.shell(command) })
        if FileManager.default.fileExists(atPath: fixture.path + "/routes/a") {
            #expect(try fixture.tells { try fixture.write("routes/a/POST.json") }, "and what comes after")
        }
    }

    @Test("sees a project come back that was gone when it was read")
    func comesBack() throws {
        let fixture = try Fixture()
        #expect(try fixture.tells { try fixture.shell("rm -r project") })
        #expect(try fixture.tells { try fixture.shell("mkdir -p project/routes/a") })
        #expect(try fixture.tells { try fixture.write("routes/a/GET.json") })
        #expect(try fixture.tells { try fixture.write("routes/a/GET.json", "2") })
    }

    @Test("sees files in a folder that a link leads to, and files that were looked for and not found")
    func linked() throws {
        let fixture = try Fixture(["routes/a/GET.json": "{}", "shared/x/GET.json": "{}"])
        #expect(try fixture.tells { try fixture.shell("ln -s ../shared project/routes/s") })
        #expect(try fixture.tells { try fixture.write("shared/x/GET.json", "2") })
        fixture.watcher.beginReading()
        let root = try #require(ProjectRoot(fixture.path, observer: fixture.watcher))
        #expect(throws: DiskError.self) { try root.contents(of: "bodies/big/one.json", upTo: 1) }
        fixture.watcher.endReading()
        #expect(try fixture.tells { try fixture.write("bodies/big/one.json") })
    }

    @Test(
        "sees the target of a link come back that was gone when the link was read",
        arguments: [("shared", "routes/s"), ("shared/x", "routes/s"), ("one.json", "routes/a/PUT.json")])
    func targetComesBack(target: String, link: String) throws {
        let fixture = try Fixture(["routes/a/GET.json": "{}", "shared/x/GET.json": "{}", "one.json": "1"])
        let up = String(repeating: "../", count: link.split(separator: "/").count - 1)
        #expect(try fixture.tells { try fixture.shell("ln -s \(up)\(target) project/\(link)") })
        #expect(try fixture.tells { try fixture.shell("mv project/\(target) kept") })
        #expect(try fixture.tells { try fixture.shell("mv kept project/\(target)") })
        let file = target == "one.json" ? target : "\(target)/GET.json"
        #expect(try fixture.tells { try fixture.write(file, "2") })
    }

    @Test("a project behind links is found by each of them")
    func links() throws {
        let base = try TemporaryFiles.folder(["real/a/GET.json": "{}"])
        defer { try? FileManager.default.removeItem(at: base) }
        let root = try #require(Disk.canonical(base.path))
        for (name, target) in [("one", "two"), ("two", "\(root)/real/../real"), ("loop", "loop"), ("gone", "no/where")]
        {
            #expect(symlink(target, "\(root)/\(name)") == 0)
        }
        var trail = LinkTrail()
        #expect(trail.follow("\(root)/real/a") == [])
        #expect(trail.follow("\(root)/one/a") == ["\(root)/one", "\(root)/two", "\(root)/real/a"])
        #expect(trail.follow("\(root)/gone/x") == ["\(root)/gone", "\(root)/no/where/x"])
        #expect(trail.follow("\(root)/loop").count == 41)
    }

    @Test(
        "says nothing of what is no part of the project",
        arguments: [
            "mkdir -p project/node_modules/x && echo 1 > project/node_modules/x/index.js", "echo 1 > project/notes.txt",
            "mkdir project/.git && echo 1 > project/.git/index", "echo 1 > project/routes/README.md",
            "echo 1 > project/routes/a/.GET.json.swp && rm project/routes/a/.GET.json.swp",
            "echo 1 > project/routes/a/4913 && rm project/routes/a/4913", "echo 1 > project/routes/a/GET.json~",
            "echo 1 > project/routes/a/GET.json___jb_tmp___", "echo 1 > other", "mkdir elsewhere && rmdir elsewhere",
            "cat project/routes/a/GET.json", "ln -s me@host.1 'project/routes/a/.#GET.json'",
        ])
    func ignores(_ command: String) throws {
        let fixture = try Fixture(["routes/a/GET.json": "{}", "routes/README.md": "x", "notes.txt": "x"])
        #expect(try !fixture.tells { try fixture.shell(command) })
        #expect(try fixture.tells { try fixture.write("routes/a/GET.json", "after") })
    }

    @Test("more folders than 10,000 are all watched")
    func many() throws {
        let fixture = try Fixture()
        for number in 0..<10_200 { mkdir("\(fixture.path)/routes/r\(number)", 0o755) }
        #expect(fixture.watcher.takeChanges())
        fixture.read()
        #expect(try fixture.tells { try fixture.write("routes/r10199/GET.json") })
        #expect(try fixture.tells { try fixture.write("routes/r0/GET.json") })
    }

    @Test("refuses a source that does not exist")
    func refuses() {
        #expect(throws: WatchError.self) { try FolderWatcher(source: "/no/such/folder") }
    }

    @Test("folders that the kernel does not watch are looked at")
    func unwatched() throws {
        let base = try TemporaryFiles.folder(["GET.json": "{}"])
        defer { try? FileManager.default.removeItem(at: base) }
        var folders = UnwatchedFolders()
        folders.add(base.path, WatchError(code: ENOSPC))
        #expect(folders.sentence.contains("1 folder cannot be watched (No space left on device)"))
        #expect(!folders.haveChanged)
        try TemporaryFiles.write(Data("[1]".utf8), to: base.appendingPathComponent("GET.json"))
        #expect(folders.haveChanged)
        folders.add(base.path, WatchError(code: ENOSPC))
        #expect(!folders.haveChanged, "it was read again")
    }
}
