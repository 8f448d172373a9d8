import Glibc

/// The size of the terminal behind a stream.
enum TerminalSize {
    /// Its columns; `nil` when the stream is no terminal, or does not tell.
    static func columns(of descriptor: Int32) -> Int? {
        var size = winsize()
        guard unsafe ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return nil }
        return Int(size.ws_col)
    }
}
