import Glibc
import NIOCore

/// The addresses that a host stands for when a server listens.
struct ListeningAddresses {
    /// In the order in which they are bound; the port of the first is that of all.
    let hosts: [String]

    init(of host: String) {
        hosts = host == "localhost" ? ["127.0.0.1", "::1"] : [host]
    }

    /// How often a free port is looked for that is free in both families.
    private static let tries = 16

    /// Binds them all to one port; a family that this machine does not have is left out.
    func listen(
        at port: Int, _ bind: (_ host: String, _ port: Int) async throws -> any Channel
    ) async throws -> [any Channel] {
        for _ in 1..<ListeningAddresses.tries {
            do {
                return try await bindAll(port, bind)
            } catch let error as IOError where port == 0 && error.errnoCode == EADDRINUSE { continue }
        }
        return try await bindAll(port, bind)
    }

    private func bindAll(
        _ wanted: Int, _ bind: (_ host: String, _ port: Int) async throws -> any Channel
    ) async throws -> [any Channel] {
        var channels: [any Channel] = []
        var missing: (any Error)?
        for host in hosts {
            do {
                channels.append(try await bind(host, channels.first?.localAddress?.port ?? wanted))
            } catch let error as IOError where hosts.count > 1 && ListeningAddresses.isMissing(error.errnoCode) {
                missing = error
            } catch {
                for channel in channels { try? await channel.close().get() }
                throw error
            }
        }
        if channels.isEmpty, let missing { throw missing }
        return channels
    }

    /// Whether an error says that the machine has no such address, or no such family.
    private static func isMissing(_ number: Int32) -> Bool {
        number == EADDRNOTAVAIL || number == EAFNOSUPPORT
    }
}

extension Server {
    /// The addresses of this machine's interfaces under which a server can be reached that listens at all of them; empty for any other.
    public var reachableAddresses: [String] {
        guard host == "0.0.0.0" || host == "::" else { return [] }
        let devices = (try? System.enumerateDevices()) ?? []
        var addresses: [String] = []
        for case let address? in devices.map(\.address) {
            guard let text = address.ipAddress, !Server.isOfThisMachineAlone(text), !addresses.contains(text) else {
                continue
            }
            if host == "::" || address.protocol == .inet { addresses.append(text) }
        }
        return addresses
    }

    /// Loopback addresses, and those that mean something on one link only.
    private static func isOfThisMachineAlone(_ address: String) -> Bool {
        address.hasPrefix("127.") || address == "::1" || address.lowercased().hasPrefix("fe80:")
    }
}
