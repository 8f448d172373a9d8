internal import MockModel

extension HostCalls {
    /// Digests, base64 and signatures.
    func dataCall(_ function: HostFunction, _ arguments: LuaHost.Values, _ reply: LuaHost.Reply) -> LuaHost.Verdict {
        switch function {
        case .hash: return hash(arguments, reply)
        case .hmac: return hmac(arguments, reply)
        case .base64Encode:
            let alphabet: Base64.Alphabet = arguments.boolean(1) == true ? .url : .standard
            reply.append(Base64.encode(arguments.bytes(0) ?? [], alphabet))
        case .base64Decode: reply.append(Base64.decode(arguments.bytes(0) ?? []).map(ScriptValue.bytes) ?? .nothing)
        case .jwtSign: return sign(arguments, reply)
        case .jwtKey: return keyPair(arguments, reply)
        default: return verify(arguments, reply)
        }
        return .results
    }

    /// Algorithm, data, form.
    private func hash(_ arguments: LuaHost.Values, _ reply: LuaHost.Reply) -> LuaHost.Verdict {
        guard let digest = Digest(rawValue: arguments.text(0) ?? "") else { return .raise("no such digest") }
        append(digest.hash(arguments.bytes(1) ?? []), as: arguments.text(2), to: reply)
        return .results
    }

    /// Algorithm, key, data, form.
    private func hmac(_ arguments: LuaHost.Values, _ reply: LuaHost.Reply) -> LuaHost.Verdict {
        guard let digest = Digest(rawValue: arguments.text(0) ?? "") else { return .raise("no such digest") }
        let code = digest.authenticate(arguments.bytes(2) ?? [], key: arguments.bytes(1) ?? [])
        append(code, as: arguments.text(3), to: reply)
        return .results
    }

    private func append(_ bytes: [UInt8], as form: String?, to reply: LuaHost.Reply) {
        switch form {
        case "raw": reply.append(bytes: bytes)
        case "base64": reply.append(Base64.encode(bytes, .standard))
        case "base64url": reply.append(Base64.encode(bytes, .url))
        default: reply.append(Hexadecimal.encode(bytes))
        }
    }

    /// Algorithm, key, data.
    private func sign(_ arguments: LuaHost.Values, _ reply: LuaHost.Reply) -> LuaHost.Verdict {
        guard let signature = TokenSignature(arguments.text(0) ?? "") else { return .raise("no such algorithm") }
        if arguments.size(2) > HostCalls.largestToken { return .raise("mock.jwt.sign: \(HostCalls.tooLarge)") }
        do throws(TokenSignature.KeyError) {
            reply.append(bytes: try signature.sign(arguments.bytes(2) ?? [], key: arguments.bytes(1) ?? []))
            return .results
        } catch { return .raise("mock.jwt.sign: \(error.reason)") }
    }

    /// Bytes of the largest token that is signed.
    private static let largestToken = 1 << 20
    private static let tooLarge = "the token is larger than 1 MiB"

    /// Algorithm, key, data, signature.
    private func verify(_ arguments: LuaHost.Values, _ reply: LuaHost.Reply) -> LuaHost.Verdict {
        guard let signature = TokenSignature(arguments.text(0) ?? "") else { return .raise("no such algorithm") }
        if arguments.size(2) > HostCalls.largestToken { return .raise("mock.jwt.verify: \(HostCalls.tooLarge)") }
        do throws(TokenSignature.KeyError) {
            let holds = try signature.verify(
                arguments.bytes(3) ?? [], of: arguments.bytes(2) ?? [], key: arguments.bytes(1) ?? [])
            reply.append(holds)
            return .results
        } catch { return .raise("mock.jwt.verify: \(error.reason)") }
    }

    /// Algorithm, name, number.
    ///
    /// Answers with both keys in PEM, then the members of the JSON Web Key.
    private func keyPair(_ arguments: LuaHost.Values, _ reply: LuaHost.Reply) -> LuaHost.Verdict {
        let number = Int(clamping: arguments.integer(2) ?? 0)
        guard let algorithm = KeyPair.Algorithm(rawValue: arguments.text(0) ?? ""),
            let pair = KeyPair(algorithm, seed: world.seed, name: arguments.text(1) ?? "", number: number)
        else { return .raise("no such algorithm") }
        reply.append(pair.privatePEM)
        reply.append(pair.publicPEM)
        for (name, value) in pair.members {
            reply.append(name)
            reply.append(value)
        }
        return .results
    }
}
