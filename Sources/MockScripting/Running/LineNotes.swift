internal import MockModel
internal import Synchronization

/// Which lines of a program's files can run, and which have: gathered from its interpreters as they end.
final class LineNotes: Sendable {
    private let possible: [(file: String, lines: [Int])]
    private let run = Mutex<[String: Set<Int>]>([:])

    /// Of the files that users write, tests aside.
    init(_ scripts: [ScriptFile], _ chunks: [LuaHost.Chunk]) {
        let meant = scripts.filter { $0.isOfProject }
        let texts = Dictionary(meant.map { ($0.name, $0.text) }) { first, _ in first }
        possible = chunks.compactMap { chunk in
            texts[chunk.name].map { (chunk.name, chunk.lines(upTo: $0.utf8.count { $0 == 0x0A } + 1)) }
        }
    }

    /// Takes what an interpreter noted.
    func add(_ noted: [String: [Bool]]) {
        run.withLock { run in
            for (name, lines) in noted {
                run[name, default: []].formUnion(lines.indices.filter { lines[$0] })
            }
        }
    }

    /// The files with their lines.
    var coverage: [LineCoverage] {
        let run = run.withLock { $0 }
        return possible.map { file, lines in
            let hit = run[file] ?? []
            return LineCoverage(file: file, lines: lines, missed: lines.filter { !hit.contains($0) })
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
