import Foundation
import Glibc

/// The pages of the program's code that starting needed and serving may never need again.
///
/// The kernel counts every page that was once touched, and those around it, as the program's until memory is short: 14 of 24 MB of an
/// idle server. A page that is wanted again comes back from the page cache.
enum StartPages {
    /// The program stands at the lowest addresses, and so in the first lines of the table.
    private static let tableStart = 4_096

    /// Gives them back a little later, so that the first answers need not wait for those that they share with starting.
    static func giveBackOnceStarted() async {
        do { try await Task.sleep(for: .milliseconds(300)) } catch { return }
        giveBack()
    }

    /// Gives them back; what was written to is not touched.
    static func giveBack() {
        guard let maps = ProcessFile.text("/proc/self/maps", upTo: tableStart),
            let program = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
        else { return }
        for range in code(of: program, in: maps) {
            _ = unsafe madvise(UnsafeMutableRawPointer(bitPattern: range.lowerBound), range.count, MADV_DONTNEED)
        }
    }

    /// Where the code of a program lies, by the table `/proc/self/maps`: `5637-5640 r-xp 0000 fe:00 54 /usr/bin/mockscript`.
    static func code(of program: String, in maps: String) -> [Range<UInt>] {
        maps.utf8.split(separator: UInt8(ascii: "\n")).compactMap { line in
            let fields = line.split(separator: UInt8(ascii: " "), maxSplits: 5)
            guard fields.count == 6, fields[1].elementsEqual("r-xp".utf8),
                fields[5].drop(while: { $0 == UInt8(ascii: " ") }).elementsEqual(program.utf8)
            else { return nil }
            let bounds = Substring(fields[0]).split(separator: "-").compactMap { UInt($0, radix: 16) }
            guard bounds.count == 2, bounds[0] < bounds[1] else { return nil }
            return bounds[0]..<bounds[1]
        }
    }
}
