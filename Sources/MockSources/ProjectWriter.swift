public import MockModel

/// A format that a project can be written in.
public protocol ProjectWriter: Sendable {
    /// The name of the format in one word: `folder`.
    var name: String { get }

    /// The files of a project; nothing is written to the disk.
    func write(_ project: Project) -> WrittenProject
}

/// The files that a project becomes, and what they cannot say.
public struct WrittenProject: Sendable {
    /// A file of the project.
    public struct File: Sendable, Equatable {
        /// Its path below the project's folder.
        public var path: String
        /// What is in it; a body that lies in a file is to be copied.
        public var contents: Body

        /// Makes a file.
        public init(_ path: String, _ contents: Body) {
            self.path = path
            self.contents = contents
        }
    }

    /// The files in the order of their paths; no path stands twice.
    public var files: [File]
    /// The parts of the source that the format cannot say, each with its place in the source.
    public var losses: [Problem]

    /// Makes a written project.
    public init(files: [File] = [], losses: [Problem] = []) {
        self.files = files
        self.losses = losses
    }
}
