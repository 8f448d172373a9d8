import Glibc

/// One event of Linux's inotify: its watch, mask, cookie and the length of its name, 4 bytes each, then the name (inotify(7)).
struct WatchEvent {
    let watch: Int32
    let name: String
    private let mask: UInt32

    /// The events to watch for in every folder.
    static let interest = UInt32(
        IN_CLOSE_WRITE | IN_CREATE | IN_DELETE | IN_MOVED_FROM | IN_MOVED_TO | IN_ATTRIB | IN_DELETE_SELF | IN_MOVE_SELF
            | IN_ONLYDIR)

    /// Reads the events of one read.
    static func all(in bytes: ArraySlice<UInt8>) -> [WatchEvent] {
        var events: [WatchEvent] = []
        var index = bytes.startIndex
        while index + 16 <= bytes.endIndex {
            let end = min(bytes.endIndex, index + 16 + Int(word(index + 12, of: bytes)))
            let name = bytes[index + 16..<end].prefix { $0 != 0 }
            events.append(
                WatchEvent(
                    watch: Int32(bitPattern: word(index, of: bytes)), name: String(decoding: name, as: UTF8.self),
                    mask: word(index + 4, of: bytes)))
            index = end
        }
        return events
    }

    private static func word(_ index: Int, of bytes: ArraySlice<UInt8>) -> UInt32 {
        (0..<4).reduce(0) { $0 | UInt32(bytes[index + $1]) << (8 * UInt32($1)) }
    }

    private func has(_ flag: Int) -> Bool { mask & UInt32(flag) != 0 }

    /// Whether events were lost, because none were read for long.
    var isOverflow: Bool { has(Int(IN_Q_OVERFLOW)) }
    /// Whether the watch has ended.
    var isEnd: Bool { has(Int(IN_IGNORED)) }
    /// Whether the watched folder itself went away.
    var isOfFolder: Bool { has(Int(IN_DELETE_SELF)) || has(Int(IN_MOVE_SELF)) || has(Int(IN_UNMOUNT)) }
    /// Whether a file was made: its bytes may still come.
    var isBegunFile: Bool { has(Int(IN_CREATE)) && !has(Int(IN_ISDIR)) }

    /// What happened to the entry that it names.
    var change: WatchFootprint.Change {
        has(Int(IN_CLOSE_WRITE)) || has(Int(IN_ATTRIB)) ? .contents : .entry(isFolder: has(Int(IN_ISDIR)))
    }
}
