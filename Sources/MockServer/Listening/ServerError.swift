/// Why the server does not listen.
public struct ServerError: Error, Sendable, Equatable {
    /// What kind of failure it is.
    public struct Code: Sendable, Hashable {
        private let name: String

        private init(_ name: String) { self.name = name }

        /// Another process listens at the port.
        public static let addressInUse = Code("addressInUse")
        /// The port needs rights that the process has not: below 1024.
        public static let permissionDenied = Code("permissionDenied")
        /// The address belongs to no interface of this machine.
        public static let addressNotAvailable = Code("addressNotAvailable")
        /// The host name is not known.
        public static let unknownHost = Code("unknownHost")
        /// Anything else; see `errno`.
        public static let other = Code("other")
    }

    /// What kind of failure it is.
    public let code: Code
    /// The system's error number; 0 when there is none.
    public let errno: Int32
    /// The host that was asked for.
    public let host: String
    /// The port that was asked for.
    public let port: Int
}
