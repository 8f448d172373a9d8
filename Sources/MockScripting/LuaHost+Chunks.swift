internal import CLuaHost
internal import Glibc

extension LuaHost {
    /// Why a text does not compile.
    struct SyntaxError: Error, Equatable {
        /// What the compiler says, without the place.
        let message: String
        /// From 1; 0 when unknown.
        let line: Int
    }

    /// Compiled code.
    struct Chunk: Sendable {
        /// The path shown in errors.
        let name: String
        let code: [UInt8]

        /// Compiles a text; at most 1 MiB, and no binary chunk.
        init(name: String, text: [UInt8]) throws(SyntaxError) {
            var code: UnsafeMutablePointer<UInt8>?
            var count = 0
            var message: UnsafeMutablePointer<CChar>?
            var line: Int32 = 0
            let status = unsafe text.withUnsafeBytes { bytes in
                unsafe luahost_compile(
                    bytes.baseAddress?.assumingMemoryBound(to: CChar.self), bytes.count, name, &code, &count, &message,
                    &line)
            }
            guard status == luahost_done else { throw unsafe SyntaxError(message: take(message), line: Int(line)) }
            defer { unsafe luahost_free(code) }
            self.name = name
            self.code = unsafe Array(UnsafeBufferPointer(start: code, count: count))
        }
    }

    /// The chunks of one project version, in memory that C may read for as long as this lives.
    ///
    /// Immutable once made, so that the hosts of many sessions may share it.
    @safe final class Chunks: @unchecked Sendable {
        let table: UnsafeMutableBufferPointer<luahost_chunk>

        /// Takes chunks with those of the prelude.
        init(_ chunks: [Chunk], prelude: [Chunk] = Chunks.prelude) {
            let all = prelude + chunks
            unsafe table = .allocate(capacity: all.count)
            for (index, chunk) in all.enumerated() {
                let name = unsafe chunk.name.withCString { unsafe strdup($0) }
                let code = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: chunk.code.count)
                _ = unsafe code.initialize(from: chunk.code)
                unsafe table.initializeElement(
                    at: index, to: luahost_chunk(name: name, code: UnsafePointer(code.baseAddress), count: code.count))
            }
        }

        deinit {
            for index in unsafe table.indices {
                unsafe free(UnsafeMutablePointer(mutating: table[index].name))
                unsafe table[index].code.deallocate()
            }
            unsafe table.deallocate()
        }

        /// The prelude, compiled when it is first needed.
        static let prelude: [Chunk] = (0..<luahost_prelude_count()).map { index in
            var name: UnsafePointer<CChar>?
            var bytes: UnsafePointer<UInt8>?
            var count = 0
            unsafe luahost_prelude(index, &name, &bytes, &count)
            let text = unsafe Array(UnsafeBufferPointer(start: bytes, count: count))
            do throws(SyntaxError) {
                return try unsafe Chunk(name: name.map { unsafe String(cString: $0) } ?? "", text: text)
            } catch {
                fatalError("the prelude does not compile, line \(error.line): \(error.message)")
            }
        }
    }
}
