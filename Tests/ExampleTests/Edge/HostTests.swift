import Foundation
import MockModel
import TestSupport
import Testing

/// Where a server listens and what it says of that.
@Suite(.ownThreads) struct HostTests {
    /// What `serve` prints, up to its first line; then it is stopped.
    private func ready(_ arguments: [String]) throws -> (JSONValue, Process) {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: BuiltBinary.path)
        process.arguments = ["serve", "examples/hello", "--port", "0", "--json"] + arguments
        process.currentDirectoryURL = Corpus.packageRoot
        process.environment = BuiltBinary.environment()
        let output = Pipe.ofTest
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        try process.start()
        var line: [UInt8] = []
        while let byte = try output.fileHandleForReading.read(upToCount: 1)?.first, byte != 0x0A { line.append(byte) }
        return (try JSONValue(parsing: line), process)
    }

    private func connects(_ family: Int32, _ port: Int64) -> Bool {
        let descriptor = socket(family, Int32(SOCK_STREAM.rawValue), 0)
        guard descriptor >= 0 else { return false }
        defer { close(descriptor) }
        if family == AF_INET {
            var address = sockaddr_in()
            address.sin_family = sa_family_t(family)
            address.sin_port = in_port_t(UInt16(port).bigEndian)
            address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
            return withUnsafePointer(to: &address) { pointer in
                pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                    connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
                }
            }
        }
        var address = sockaddr_in6()
        address.sin6_family = sa_family_t(family)
        address.sin6_port = in_port_t(UInt16(port).bigEndian)
        address.sin6_addr = in6addr_loopback
        return withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in6>.size)) == 0
            }
        }
    }

    private func end(_ process: Process) {
        process.terminate()
        process.waitUntilExit()
    }

    private func port(_ ready: JSONValue) -> Int64 {
        if case .integer(let port)? = ready["port"] { port } else { 0 }
    }

    @Test func `an IPv6 address may stand in brackets`() throws {
        let (ready, process) = try ready(["--host", "[::1]"])
        defer { end(process) }
        #expect(ready["url"] == .string("http://[::1]:\(port(ready))"))
        #expect(connects(AF_INET6, port(ready)))
    }

    @Test func `localhost is both addresses of this machine`() throws {
        let (ready, process) = try ready(["--host", "localhost"])
        defer { end(process) }
        #expect(ready["url"] == .string("http://localhost:\(port(ready))"))
        #expect(connects(AF_INET, port(ready)))
        #expect(connects(AF_INET6, port(ready)))
    }

    @Test(arguments: ["0.0.0.0", "::", "[::]"])
    func `a server at all addresses says under which it can be reached`(host: String) throws {
        let (ready, process) = try ready(["--host", host, "--no-admin"])
        defer { end(process) }
        #expect(ready["url"] == .string("http://127.0.0.1:\(port(ready))"))
        #expect(connects(AF_INET, port(ready)))
        for url in ready["network"]?.elements ?? [] {
            #expect(url.text?.hasSuffix(":\(port(ready))") == true)
            #expect(url.text?.contains("127.0.0.1") == false)
        }
    }
}
