import MockServer

/// Why the server does not listen, in words, with what to do next.
struct PortText {
    let error: ServerError
    /// Who has the port, when that can be seen.
    let owner: PortOwner?
    /// What was typed behind the name of the program: `serve shop --seed 7`.
    var arguments = ["serve"]

    /// The message, without an empty line at its end.
    func text(_ terminal: Terminal) -> String {
        let advice = advice.map { "  \($0.0.padded(to: 17)) \($0.1)" }
        return ([terminal.paint("error:", .bad) + " " + title, ""] + advice).joined(separator: "\n")
    }

    /// The same command with another value of one option.
    private func serve(_ option: String, _ value: String) -> String {
        let names = option == "--port" ? ["--port", "-p"] : [option]
        var words: [String] = []
        var isValue = false
        for word in arguments {
            defer { isValue = names.contains(word) }
            if isValue || names.contains(where: { word == $0 || word.hasPrefix("\($0)=") }) { continue }
            words.append(ShellText.quoted(word))
        }
        return ([Program.name] + words + [option, value]).joined(separator: " ")
    }

    private var title: String {
        switch error.code {
        case .addressInUse: "port \(error.port) is taken" + (owner.map { " by \($0.text)" } ?? "")
        case .permissionDenied: "port \(error.port) may not be opened: ports below 1024 need rights"
        case .addressNotAvailable: "\(error.host) is no address of this machine"
        case .unknownHost: "the host \(VisibleText(error.host).escaped) is not known"
        default: "\(error.host):\(error.port) cannot be opened (system error \(error.errno))"
        }
    }

    private var advice: [(String, String)] {
        switch error.code {
        case .addressInUse, .permissionDenied:
            let stop = owner.map { [("stop it:", "kill \($0.pid)")] } ?? []
            return stop + [("or use another:", serve("--port", "0"))]
        case .addressNotAvailable, .unknownHost: return [("use this machine:", serve("--host", "127.0.0.1"))]
        default: return [("or use another:", serve("--port", "0"))]
        }
    }
}

/// The process that listens at a port.
struct PortOwner: Equatable {
    let name: String
    let pid: Int32
    /// How long it runs.
    let age: Duration?
    /// The folder it was started in.
    let folder: String?

    /// `'mockscript' (pid 4711, started 3 minutes ago in ~/code/shop)`.
    var text: String {
        let started = age.map { ", started \(DurationText($0).words) ago" } ?? ""
        let place = folder.map { (started.isEmpty ? ", in " : " in ") + VisibleText($0).escaped } ?? ""
        return "'\(VisibleText(name).escaped)' (pid \(pid)\(started)\(place))"
    }
}
