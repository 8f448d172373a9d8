import Foundation
import Glibc

/// A blocking TCP client that sends any bytes and sees how a connection ends; every wait is bounded.
///
/// The bounds end tests that have failed: a response that is expected comes long before, on any machine. Its suites run on `ownThreads`.
/// One thread at a time uses it.
public final class RawClient: @unchecked Sendable {
    /// How reading came to an end.
    public enum Ending: Equatable, Sendable {
        /// The other side closed (FIN).
        case closed
        /// The other side reset the connection (RST).
        case reset
        /// Nothing more came in the time given.
        case silent
    }

    private let descriptor: Int32
    private var unread: [UInt8] = []

    /// Connects to a port of this machine.
    ///
    /// - Parameters:
    ///   - port: the port.
    ///   - receiveBuffer: bytes that the system takes in before the program reads them; `nil` is the system's own choice.
    ///   - isIPv6: whether to connect to `::1` in place of 127.0.0.1.
    public init(port: Int, receiveBuffer: Int? = nil, isIPv6: Bool = false) throws {
        descriptor = socket(isIPv6 ? AF_INET6 : AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { throw RawClientError.errno(errno) }
        if let receiveBuffer { set(SO_RCVBUF, Int32(receiveBuffer)) }
        let result = RawClient.connect(descriptor, UInt16(port).bigEndian, isIPv6: isIPv6)
        guard result == 0 else {
            let number = errno
            Glibc.close(descriptor)
            throw RawClientError.errno(number)
        }
    }

    private static func connect(_ descriptor: Int32, _ port: in_port_t, isIPv6: Bool) -> Int32 {
        if isIPv6 {
            var address = sockaddr_in6()
            address.sin6_family = sa_family_t(AF_INET6)
            address.sin6_port = port
            address.sin6_addr = in6addr_loopback
            return connect(descriptor, to: &address)
        }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        return connect(descriptor, to: &address)
    }

    private static func connect<Address>(_ descriptor: Int32, to address: inout Address) -> Int32 {
        withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                Glibc.connect(descriptor, $0, socklen_t(MemoryLayout<Address>.size))
            }
        }
    }

    private var isOpen = true

    deinit { close() }

    private func set(_ option: Int32, _ value: Int32) {
        var value = value
        setsockopt(descriptor, SOL_SOCKET, option, &value, socklen_t(MemoryLayout<Int32>.size))
    }

    /// Sends bytes; how many were taken before the other side closed or the time was over.
    @discardableResult
    public func send(_ bytes: [UInt8], within seconds: Double = 600) -> Int {
        let flags = Int32(MSG_NOSIGNAL) | Int32(MSG_DONTWAIT)
        var sent = 0
        while sent < bytes.count, wait(for: POLLOUT, seconds) {
            let count = bytes[sent...].withUnsafeBytes { pointer in
                Glibc.send(descriptor, pointer.baseAddress, pointer.count, flags)
            }
            if count <= 0, errno != EAGAIN { break }
            sent += max(0, count)
        }
        return sent
    }

    /// Sends a text as UTF-8.
    @discardableResult
    public func send(_ text: String, within seconds: Double = 600) -> Int { send(Array(text.utf8), within: seconds) }

    /// Closes the sending side.
    public func finishSending() { _ = shutdown(descriptor, Int32(SHUT_WR)) }

    /// Closes the connection.
    public func close() {
        if isOpen { Glibc.close(descriptor) }
        isOpen = false
    }

    /// Closes the connection with RST.
    public func reset() {
        var option = linger(l_onoff: 1, l_linger: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_LINGER, &option, socklen_t(MemoryLayout<linger>.size))
        close()
    }

    /// Reads until the connection ends or nothing comes for that long.
    ///
    /// - Parameters:
    ///   - seconds: how long nothing may come.
    ///   - isWhole: whether all that is expected is there; before, the server has the time of any other read.
    public func readToEnd(
        silence seconds: Double = 600, once isWhole: ([UInt8]) -> Bool = { _ in true }
    ) -> (bytes: [UInt8], ending: Ending) {
        var bytes = unread
        unread = []
        while true {
            switch receive(within: isWhole(bytes) ? seconds : 600) {
            case .success(let part): bytes += part
            case .failure(let ending): return (bytes, ending.ending)
            }
        }
    }

    /// Reads one response; `nil` when the connection ends or falls silent before it is whole.
    public func readResponse(toHead: Bool = false, within seconds: Double = 600) -> RawResponse? {
        while true {
            if let (response, count) = RawResponse.parse(unread, toHead: toHead) {
                unread.removeFirst(count)
                return response
            }
            guard case .success(let part) = receive(within: seconds) else { return nil }
            unread += part
        }
    }

    /// Reads the next bytes, or says how the connection ended.
    public func readPart(within seconds: Double = 600) -> (bytes: [UInt8], ending: Ending?) {
        switch receive(within: seconds) {
        case .success(let part): (part, nil)
        case .failure(let ended): ([], ended.ending)
        }
    }

    /// Reads at least that many bytes, as far as they come in time.
    public func read(atLeast count: Int, within seconds: Double = 600) -> [UInt8] {
        while unread.count < count, case .success(let part) = receive(within: seconds) { unread += part }
        defer { unread = [] }
        return unread
    }

    private struct Ended: Error { var ending: Ending }

    private func receive(within seconds: Double) -> Result<[UInt8], Ended> {
        guard wait(for: POLLIN, seconds) else { return .failure(Ended(ending: .silent)) }
        var chunk = [UInt8](repeating: 0, count: 1 << 16)
        let count = recv(descriptor, &chunk, chunk.count, 0)
        if count > 0 { return .success(Array(chunk[..<count])) }
        return .failure(Ended(ending: count == 0 ? .closed : .reset))
    }

    private func wait(for event: Int32, _ seconds: Double) -> Bool {
        guard isOpen else { return false }
        var entry = pollfd(fd: descriptor, events: Int16(event), revents: 0)
        return poll(&entry, 1, Int32(seconds * 1000)) > 0
    }
}

/// Why a client could not connect.
public enum RawClientError: Error {
    /// The system's error number.
    case errno(Int32)
}
