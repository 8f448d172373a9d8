import MockModel

/// The route whose call this thread answers, so that the report of a crash can name it.
public enum RunningRoute {
    static func enter(_ route: CompiledRoute?) {
        if let route { ThreadMark.set(UInt(bitPattern: ObjectIdentifier(route))) }
    }

    static func leave() { ThreadMark.set(0) }

    /// Reads the name of the route that this thread answers, or else of one that another thread does, in UTF-8; does nothing when no call is
    /// answered.
    ///
    /// For the handler of a fatal signal: the project of the call that is answered keeps the route alive. Allocates nothing.
    public static func withName(_ read: (UnsafeBufferPointer<UInt8>) -> Void) {
        guard let pointer = unsafe ThreadMark.any.flatMap({ unsafe UnsafeRawPointer(bitPattern: $0) }) else { return }
        let route = unsafe Unmanaged<CompiledRoute>.fromOpaque(pointer)
        unsafe route._withUnsafeGuaranteedRef { route in
            _ = unsafe route.name.utf8.withContiguousStorageIfAvailable { bytes in unsafe read(bytes) }
        }
    }
}
