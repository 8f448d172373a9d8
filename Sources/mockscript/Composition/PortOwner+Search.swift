import Foundation

extension PortOwner {
    /// Looks for the process that listens at a port, through Linux's `/proc`; `nil` when it is not ours to see.
    ///
    /// The tables there are read in pieces: one that changes meanwhile may lack a line, so it is looked at up to three times.
    static func listening(at port: Int) -> PortOwner? {
        for _ in 0..<3 {
            if let owner = search(port) { return owner }
        }
        return nil
    }

    private static func search(_ port: Int) -> PortOwner? {
        let tables = ["/proc/net/tcp", "/proc/net/tcp6"].compactMap { ProcessFile.text($0) }
        let sockets = Set(tables.flatMap { socketInodes(in: $0, port: port) }.map { "socket:[\($0)]" })
        guard !sockets.isEmpty else { return nil }
        let files = FileManager.default
        for entry in (try? files.contentsOfDirectory(atPath: "/proc")) ?? [] {
            guard let pid = Int32(entry) else { continue }
            let descriptors = (try? files.contentsOfDirectory(atPath: "/proc/\(pid)/fd")) ?? []
            let isOwner = descriptors.contains { sockets.contains(link("/proc/\(pid)/fd/\($0)") ?? "") }
            if isOwner { return PortOwner(pid: pid) }
        }
        return nil
    }

    /// The inodes of the sockets that listen at a port, in a table such as `/proc/net/tcp` (state `0A` is LISTEN).
    static func socketInodes(in table: String, port: Int) -> [String] {
        let hex = String(port, radix: 16, uppercase: true)
        let suffix = ":" + String(repeating: "0", count: max(0, 4 - hex.count)) + hex
        return table.split(separator: "\n").dropFirst().compactMap { line in
            let fields = line.split(separator: " ")
            guard fields.count > 9, fields[1].hasSuffix(suffix), fields[3] == "0A" else { return nil }
            return String(fields[9])
        }
    }

    private init(pid: Int32) {
        self.pid = pid
        let command = try? String(contentsOfFile: "/proc/\(pid)/comm", encoding: .utf8)
        name = command?.split(separator: "\n").first.map(String.init) ?? "?"
        folder = PortOwner.link("/proc/\(pid)/cwd").map(PortOwner.shortened)
        age = PortOwner.age(of: pid)
    }

    /// The time since a process began: its folder in `/proc` is as old as it is.
    private static func age(of pid: Int32) -> Duration? {
        let attributes = try? FileManager.default.attributesOfItem(atPath: "/proc/\(pid)")
        guard let began = attributes?[.modificationDate] as? Date else { return nil }
        return .seconds(max(0, -began.timeIntervalSinceNow))
    }

    private static func link(_ path: String) -> String? {
        try? FileManager.default.destinationOfSymbolicLink(atPath: path)
    }

    /// The path with the home folder as `~`.
    private static func shortened(_ path: String) -> String {
        let home = NSHomeDirectory()
        return path == home || path.hasPrefix(home + "/") ? "~" + path.dropFirst(home.count) : path
    }
}
