internal import MockModel
internal import Synchronization

/// Which lines of a program's files can run, and which have: gathered from its interpreters as they end.
final class LineNotes: Sendable {
    private let possible: [(file: String, depths: [UInt32])]
    private let run = Mutex<[String: [UInt32]]>([:])

    /// Of the files that users write, tests aside.
    init(_ scripts: [ScriptFile], _ chunks: [LuaHost.Chunk]) {
        let meant = scripts.filter { $0.isOfProject }
        let texts = Dictionary(meant.map { ($0.name, $0.text) }) { first, _ in first }
        possible = chunks.compactMap { chunk in
            texts[chunk.name].map { (chunk.name, chunk.depths(upTo: $0.utf8.count { $0 == 0x0A } + 1)) }
        }
    }

    /// Takes what an interpreter noted.
    func add(_ noted: [String: [UInt32]]) {
        run.withLock { run in
            for (name, depths) in noted {
                var known = run[name] ?? []
                while known.count < depths.count { known.append(0) }
                for line in depths.indices { known[line] = max(known[line], depths[line]) }
                run[name] = known
            }
        }
    }

    /// The files with their lines; one that holds a function has run when that was called, not when the file made it.
    var coverage: [LineCoverage] {
        let run = run.withLock { $0 }
        return possible.map { file, depths in
            let met = run[file] ?? []
            let lines = depths.indices.filter { $0 > 0 && depths[$0] > 0 }
            let missed = lines.filter { !met.indices.contains($0) || met[$0] < depths[$0] }
            return LineCoverage(file: file, lines: lines, missed: missed)
        }
    }
}

extension ScriptFile {
    /// Whether it is code of the project that a test should meet.
    fileprivate var isOfProject: Bool {
        switch kind {
        case .route, .middleware, .module: true
        // Most scenarios are data; whether one was chosen is told instead.
        case .scenario, .test, .template, .condition: false
        }
    }
}
