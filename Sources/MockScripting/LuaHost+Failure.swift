internal import CLuaHost

extension LuaHost {
    /// Why a host could not be made.
    struct OpenError: Error, Equatable {
        /// What went wrong, with the place in the prelude.
        let message: String
    }

    /// What went wrong in an entry.
    struct Failure: Error, Equatable {
        /// What ended the run.
        enum Reason: Equatable {
            case error
            case processorTime
            case memory
        }

        /// One level of the call stack.
        struct Frame: Equatable {
            /// The chunk's name.
            let source: String
            /// From 1; 0 where there is none, as in C.
            let line: Int
            let function: String?
            /// The member that was read or written, when the frame is that of a metamethod.
            let key: String?
            /// Whether the code is the prelude's, not the user's.
            let isPrelude: Bool
        }

        let reason: Reason
        /// Without the place.
        let message: String
        /// Innermost first.
        let frames: [Frame]
        /// The frame that the error names: `error(text, 2)` names the caller.
        let namedFrame: Frame?
        /// The Lua type of the error value.
        let kind: String
        /// The argument that the prelude refused, from 1, with the key under which the value stands in it and its type.
        let argument: Int
        let field: String?
        let given: String?

        init(_ reason: Reason, _ failure: luahost_failure) {
            let message = unsafe UnsafeRawBufferPointer(start: failure.message, count: failure.message_count)
            let frames = unsafe UnsafeBufferPointer(start: failure.frames, count: failure.frame_count)
            self.reason = reason
            unsafe self.message = String(decoding: message, as: UTF8.self)
            self.frames = unsafe frames.map { unsafe Frame($0) }
            self.namedFrame =
                unsafe self.frames.indices.contains(failure.named_frame) ? self.frames[failure.named_frame] : nil
            unsafe self.kind = String(cString: failure.kind)
            unsafe self.argument = Int(failure.argument)
            unsafe self.field = failure.field.map { unsafe String(cString: $0) }
            unsafe self.given = failure.given.map { unsafe String(cString: $0) }
        }
    }

    /// Takes over a text that the wall allocated.
    static func take(_ text: UnsafeMutablePointer<CChar>?) -> String {
        guard let text = unsafe text else { return "not enough memory" }
        defer { unsafe luahost_free(text) }
        return unsafe String(cString: text)
    }
}

extension LuaHost.Failure.Frame {
    fileprivate init(_ frame: luahost_frame) {
        unsafe source = String(cString: frame.source)
        line = unsafe Int(frame.line)
        function = unsafe frame.function.map { unsafe String(cString: $0) }
        key = unsafe frame.key.map { unsafe String(cString: $0) }
        isPrelude = unsafe frame.prelude
    }
}
