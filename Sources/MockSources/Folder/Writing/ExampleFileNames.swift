import MockFiles
import MockModel

/// The names of example files in one folder: `GET.json`, `POST.declined.402.json`.
struct ExampleFileNames {
    private var taken = TakenNames()
    /// The examples that have a file, each with its method.
    private var examples: Set<String> = []

    /// A name for an example's file.
    struct Name {
        let file: String
        /// Whether the reader of folders gives the example another name than it has.
        let isChanged: Bool
    }

    /// A name that no other file of the folder has.
    ///
    /// - Parameters:
    ///   - method: the method of the route.
    ///   - example: the name of the example.
    ///   - status: the status, where the file is a plain body.
    ///   - fileExtension: `http`, or the extension of the content type.
    mutating func name(
        method: String, example: String, status: Int?, _ fileExtension: String
    ) -> Name {
        let spelled = ExampleFileNames.spelled(example)
        let isShort = spelled.utf8.count <= SafeFileName.longest
        let name = isShort ? spelled : ExampleFileNames.shortened(spelled)
        let isNew = examples.insert("\(method) \(example)").inserted
        func file(_ name: String) -> String {
            let parts = [method] + (name.isEmpty ? [] : [name]) + ExampleFileNames.shown(status) + [fileExtension]
            return parts.joined(separator: ".")
        }
        if isNew, isShort, let file = taken.take([file(name), file(ExampleFileNames.respelled(name))]) {
            return Name(file: file, isChanged: false)
        }
        let names = ((isNew ? 1 : 2)...).lazy.map { number in
            file(number == 1 ? name : "\(name.isEmpty ? "default" : name)-\(number)")
        }
        return Name(file: taken.take(names) ?? file(name), isChanged: true)
    }

    private static func shown(_ status: Int?) -> [String] { status.map { $0 == 200 ? [] : [String($0)] } ?? [] }

    /// The name of an example as a part of a file's name; empty for "default".
    private static func spelled(_ example: String) -> String {
        if example == "default" || example.isEmpty { return "" }
        var parts = example.split(separator: ".", omittingEmptySubsequences: false).map {
            SafeFileName.escaped(String($0))
        }
        if let last = parts.last, last.utf8.count == 3, last.utf8.allSatisfy(\.isDigit) {
            parts[parts.count - 1] = SafeFileName.escapingFirst(last)
        }
        // Dots side by side end no part of a name.
        let name = parts.joined(separator: parts.contains("") ? "%2E" : ".")
        return LeftoverName.isFile("GET.\(name).json") ? name.unicodeScalars.map(escapedMark).joined() : name
    }

    /// Editors and tools mark their files by these.
    private static func escapedMark(_ scalar: Unicode.Scalar) -> String {
        ".~_-".unicodeScalars.contains(scalar) ? SafeFileName.escape(scalar) : String(scalar)
    }

    /// The same name in another spelling, where letter case is all that tells two files apart.
    private static func respelled(_ name: String) -> String {
        name.isEmpty || name.hasPrefix("%") ? name : SafeFileName.escapingFirst(name)
    }

    private static func shortened(_ name: String) -> String {
        var name = name.prefix(SafeFileName.longest)
        while name.utf8.count > SafeFileName.longest || name.suffix(3).contains("%") { name = name.dropLast() }
        return String(name)
    }
}
