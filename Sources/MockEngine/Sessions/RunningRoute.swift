internal import Synchronization

/// The route whose call is answered now, so that the report of a crash can name it; kept by two plain stores for each call.
public enum RunningRoute {
    /// The address of the compiled route; 0 for none.
    private static let address = Atomic<UInt>(0)

    static func enter(_ route: CompiledRoute) {
        address.store(UInt(bitPattern: ObjectIdentifier(route)), ordering: .relaxed)
    }

    static func leave() { address.store(0, ordering: .relaxed) }

    /// Reads the name of the route, in UTF-8; does nothing when no call is answered.
    ///
    /// For the handler of a fatal signal: the project of the call that is answered keeps the route alive. Allocates nothing.
    public static func withName(_ read: (UnsafeBufferPointer<UInt8>) -> Void) {
        guard let pointer = unsafe UnsafeRawPointer(bitPattern: address.load(ordering: .relaxed)) else { return }
        let route = unsafe Unmanaged<CompiledRoute>.fromOpaque(pointer)
        unsafe route._withUnsafeGuaranteedRef { route in
            _ = unsafe route.name.utf8.withContiguousStorageIfAvailable { bytes in unsafe read(bytes) }
        }
    }
}
