/// The port between the engine and a scripting language: compiles a project's scripts once.
///
/// The engine never sees the language, the language never sees the engine; their caller joins the two here.
public protocol ScriptCompiler: Sendable {
    /// Compiles the scripts and reads what the route tables declare. Problems are collected, not thrown:
    /// what does not compile is left out of the program.
    func compile(
        _ scripts: [ScriptFile], root: String, settings: Settings, schemas: ProjectSchemas
    ) -> (any ScriptProgram, [Problem])
}

extension ScriptCompiler {
    /// Compiles scripts of a project without schemas.
    public func compile(
        _ scripts: [ScriptFile], root: String, settings: Settings
    ) -> (any ScriptProgram, [Problem]) {
        compile(scripts, root: root, settings: settings, schemas: ProjectSchemas())
    }
}

/// The compiled scripts of one project version; shared by all its sessions.
public protocol ScriptProgram: Sendable {
    /// The handlers that route tables declare, with their place.
    var handlers: [HandlerDeclaration] { get }
    /// The schemas that code gives to the records of collections.
    var recordSchemas: [RecordSchema] { get }
    /// The collections that code names.
    var collectionUses: [NameUse] { get }
    /// The scenarios, as their files arrange them.
    var scenarios: [Scenario] { get }
    /// The tests that test files declare, in the order of the files.
    var tests: [TestDeclaration] { get }

    /// The code that cannot be used.
    var broken: [BrokenCode] { get }

    /// The lines that interpreters which have ended ran; empty unless lines are recorded.
    var lineCoverage: [LineCoverage] { get }

    /// Makes an interpreter for one session. Runs no handler; scripts load when they are first needed.
    ///
    /// - Throws: `ScriptFailure` when there is no memory for one.
    func makeInterpreter(in world: any World) throws(ScriptFailure) -> any Interpreter

    /// Makes an interpreter for one test, over the world of the session under test.
    ///
    /// - Throws: `ScriptFailure` when there is no memory for one.
    func makeTester(in world: any World) throws(ScriptFailure) -> any TestInterpreter
}

extension ScriptProgram {
    /// None.
    public var broken: [BrokenCode] { [] }
}

/// A handler as a route table declares it.
public struct HandlerDeclaration: Sendable, Equatable {
    /// The script that returns the table.
    public let script: String
    /// The key as written: `GET`, `POST /{id}/lines`.
    public let key: String
    /// The method of the key, in capitals.
    public let method: String
    /// The whole path: that of the file with that of the key below it.
    public let pattern: PathPattern
    /// The host of the file's folder.
    public let host: String?
    /// Where the function begins.
    public let location: SourceLocation
    /// Whether the library answers, and no code of the project: an endpoint of `mock.oidc`.
    public var isOfLibrary = false
    /// The examples that it loads by a name that stands in its text.
    public var uses: [NameUse] = []

    /// Makes a declaration.
    public init(
        script: String, key: String, method: String, pattern: PathPattern, host: String?, location: SourceLocation
    ) {
        self.script = script
        self.key = key
        self.method = method
        self.pattern = pattern
        self.host = host
        self.location = location
    }
}

/// The code of one session.
///
/// Used by one thread at a time: the one that has the session's world.
public protocol Interpreter: AnyObject, Sendable {
    /// Runs middleware and handler of a call's route, or renders its example when it has no code, until done or waiting.
    func begin(_ call: Call) -> ScriptStep
    /// Renders the example of a call as it is, without any handler: for pins and plain templates.
    func render(_ call: Call) -> ScriptStep
    /// Asks an `@when` chunk whether it holds.
    func holds(_ condition: String, for call: Call) -> Result<Bool, ScriptFailure>
    /// Runs the setup of a scenario, by its script; it cannot wait.
    func setUp(_ scenario: String) -> ScriptFailure?
    /// Runs the function of a timer that code started, by its number, on behalf of the call that started it.
    func fire(_ timer: Int64, for call: Call?) -> ScriptStep
    /// Goes on with a waiting run.
    func resume(_ token: ScriptToken, with outcome: WaitOutcome) -> ScriptStep
    /// Drops a waiting run: its client is gone, or its session was reset.
    func cancel(_ token: ScriptToken)
    /// Drops a waiting run whose call took longer than it may; the failure says where it waited.
    func expire(_ token: ScriptToken, after limit: Duration) -> ScriptFailure
    /// Bytes that its values take.
    var memory: Int { get }
    /// Gives free memory back to the system, after much was freed.
    func giveBackMemory()
}

/// How far a run came.
public enum ScriptStep {
    /// It answered.
    case done(ScriptedResponse)
    /// It answered with a status and nothing else, or with a body of JSON.
    case json(status: Int, body: [UInt8]?)
    /// It answered, and makes the body itself once it is resumed with `.opened`.
    case open(ScriptedResponse, StreamOrder.Kind, ScriptToken)
    /// The function of a stream or of a timer is over.
    case ended
    /// It waits for something that takes time.
    case wait(Wait, ScriptToken)
    /// It failed.
    case failed(ScriptFailure)
}

/// A waiting run of one interpreter.
public struct ScriptToken: Sendable, Hashable {
    /// Its number, never used twice in one interpreter.
    public let number: Int64

    /// Makes a token.
    public init(number: Int64) {
        self.number = number
    }
}

/// The answer of code.
public struct ScriptedResponse: Sendable {
    /// Where the bytes of a response's head come from.
    public enum Head: Sendable {
        /// It was made for this call.
        case made
        /// It is that of the example.
        case example
    }

    /// Status, header, body.
    public var response: Response
    /// The place of the example it came from in its route, which gives its latency, fault and rate.
    public var place: Int?
    /// What of the response's head was encoded before.
    public var head: Head
    /// The version of the file whose bytes are its body.
    public var version: FileVersion?
    /// Set by `res.delay`; wins over the example's.
    public var delay: Latency?
    /// Set by `res.rate`; wins over the example's.
    public var rate: Rate?
    /// Set by `mock.fault`; wins over the example's.
    public var fault: Fault?

    /// Makes an answer.
    @inlinable
    public init(
        response: Response, place: Int? = nil, head: Head = .made, delay: Latency? = nil, rate: Rate? = nil,
        fault: Fault? = nil, version: FileVersion? = nil
    ) {
        self.response = response
        self.place = place
        self.head = head
        self.version = version
        self.delay = delay
        self.rate = rate
        self.fault = fault
    }
}

/// Why code did not answer.
public struct ScriptFailure: Error, Sendable, Equatable {
    /// What kind of failure it is.
    public enum Kind: Sendable, Equatable {
        /// An error of the language, raised or made by the code.
        case runtime
        /// The text does not compile.
        case syntax
        /// The slice used more processor time than `limits.cpu` allows.
        case cpu(limit: Duration)
        /// The values took more memory than `limits.memory` allows.
        case memory(limit: Int)
        /// The call took longer than `limits.time` allows.
        case time(limit: Duration)
        /// An example was asked for that the route does not have.
        case unknownExample(name: String, existing: [String])
        /// The handler returned, or put into `res`, what cannot be sent.
        case badResponse
        /// What a test expects does not hold; the number of the call that is to blame.
        case expectation(call: Int?)
    }

    /// One level of the call stack.
    public struct Frame: Sendable, Equatable {
        /// Where.
        public var location: SourceLocation
        /// The function's name, where known.
        public var function: String?

        /// Makes a level.
        public init(location: SourceLocation, function: String? = nil) {
            self.location = location
            self.function = function
        }
    }

    /// What the innermost line did when it failed: a language that tells lines alone tells this beside.
    public struct Cause: Sendable, Equatable {
        /// The name by which it called the function that failed.
        public var call: String?
        /// The member that it read or wrote.
        public var member: String?
        /// The argument that was refused, from 1; the object of a method is the first.
        public var argument: Int?
        /// The key under which the refused value stands in that argument.
        public var field: String?
        /// The type of the refused value, as the language names it.
        public var given: String?
        /// Whether it had returned already, and what it returned is at fault; the place is then where the function begins.
        public var isResult = false

        /// Makes a cause of which nothing is known.
        public init() {}
    }

    /// What kind of failure it is.
    public var kind: Kind
    /// What went wrong, in one line, without the place.
    public var message: String
    /// The call stack, innermost first; only frames in files of the project.
    public var frames: [Frame]
    /// What of the innermost line is at fault, as far as that is known.
    public var cause: Cause

    /// Makes a failure.
    public init(_ kind: Kind, _ message: String, frames: [Frame] = [], cause: Cause = Cause()) {
        self.kind = kind
        self.message = message
        self.frames = frames
        self.cause = cause
    }

    /// The innermost place in a file of the project.
    public var location: SourceLocation? { frames.first?.location }

    /// The message in fewer words: `nil field 'product'` for `attempt to index a nil value (field 'product')`.
    public var brief: String {
        let start = "attempt to index a nil value ("
        guard message.hasPrefix(start), message.hasSuffix(")") else { return message }
        return "nil " + message.dropFirst(start.count).dropLast()
    }
}
