/// A test of a `*.test.lua` file.
public struct TestDeclaration: Sendable, Equatable {
    /// The script that holds it.
    public let script: String
    /// Its place among the tests of the script, from 1.
    public let number: Int
    /// The names of its groups, outermost first, then its own.
    public let names: [String]
    /// Where its function begins.
    public let location: SourceLocation

    /// Makes a declaration.
    public init(script: String, number: Int, names: [String], location: SourceLocation) {
        self.script = script
        self.number = number
        self.names = names
        self.location = location
    }

    /// All of its names: `checkout > refuses an empty cart`.
    public var name: String { names.joined(separator: " > ") }
}

/// The code of one test: an interpreter of its own over the world of the session under test.
public protocol TestInterpreter: Interpreter {
    /// Runs the functions before a test, then the test; it asks through `Wait.test`, and ends with `.ended`.
    func run(_ test: TestDeclaration, for call: Call) -> ScriptStep
    /// Runs the functions after the test that was run.
    func runAfter(for call: Call) -> ScriptStep
    /// What the test noted; read when a run has ended.
    var summary: TestSummary { get }
    /// Whether the test stands in for the server of a request.
    func standsIn(for request: OutgoingRequest) -> Bool
    /// Answers a request to another server in its stead, with `.done`.
    func answer(_ request: OutgoingRequest, for call: Call) -> ScriptStep
}

/// What a test noted while it ran.
public struct TestSummary: Sendable, Equatable {
    /// The numbers of calls whose failure the test asked for.
    public var forgiven: Set<Int>
    /// Expectations that look at nothing: `expect(value)` without a method.
    public var idle: [SourceLocation]

    /// Makes a summary.
    public init(forgiven: Set<Int> = [], idle: [SourceLocation] = []) {
        self.forgiven = forgiven
        self.idle = idle
    }
}

/// The lines of a file that can run, and those that never did.
public struct LineCoverage: Sendable, Equatable {
    /// The file.
    public let file: String
    /// The lines that can run.
    public let lines: [Int]
    /// Those of them that did not.
    public let missed: [Int]

    /// Makes a coverage.
    public init(file: String, lines: [Int], missed: [Int]) {
        self.file = file
        self.lines = lines
        self.missed = missed
    }
}

/// What a test asks of the driver that plays it.
public enum TestWait: Sendable, Equatable {
    /// A request, played to its end.
    case request(method: String, target: String, headers: HeaderFields, body: [UInt8])
    /// Opens a WebSocket.
    case openSocket(target: String, headers: HeaderFields)
    /// Sends a message through a WebSocket, by its number.
    case sendMessage(Int, WebSocketMessage)
    /// The next message of a WebSocket, for at most a time; `nil` waits for ever.
    case receiveMessage(Int, Duration?)
    /// Closes a WebSocket.
    case closeSocket(Int)
    /// Moves the session's clock forward; what is due on the way happens.
    case advance(Duration)
    /// Sets the session's clock, in milliseconds since 1970; forward, what is due on the way happens.
    case setClock(Int64)
    /// The calls so far, of one route or all.
    case calls(route: String?)
    /// The webhooks that were sent.
    case webhooks
    /// Back to the start.
    case reset
    /// Back to the start, arranged as a scenario says.
    case scenario(String)
    /// Keeps the state as it is.
    case snapshot
    /// Puts the state back as it was kept under a number.
    case restore(Int)
    /// Lays behaviors over the routes in place of those of the project and its scenario, as a test writes them; none switches them off.
    case behaviors(JSONValue)
    /// Lets a function of the test answer for a route.
    case stub(route: String, location: SourceLocation)
}

/// What a test is told.
public enum TestReply: Sendable, Equatable {
    /// It is done.
    case done
    /// It cannot be: an error at the line that asked.
    case refused(String)
    /// What came of a request.
    case answered(TestAnswer)
    /// A WebSocket is open under this number.
    case opened(Int)
    /// What a WebSocket brought; `nil` when the time was over, or nothing more can come.
    case message(StreamPart?)
    /// A value, with a number where one belongs to it.
    case value(PackedValue, number: Int?)
}

/// What came of a request of a test.
public struct TestAnswer: Sendable, Equatable {
    /// The number of the call.
    public var call: Int
    /// What a client has in its hands: status 0 when nothing came.
    public var response: Response
    /// The example that answered, or that code began as.
    public var example: String?
    /// What went wrong on the wire.
    public var fault: Fault.Kind?
    /// Milliseconds on the session's clock, from the request to its end.
    public var elapsed: Int64
    /// What the handler wrote.
    public var log: [String]
    /// The parts of a stream with the milliseconds from the request.
    public var parts: [(time: Int64, bytes: [UInt8])]

    /// Makes an answer.
    public init(
        call: Int, response: Response, example: String? = nil, fault: Fault.Kind? = nil, elapsed: Int64 = 0,
        log: [String] = [], parts: [(time: Int64, bytes: [UInt8])] = []
    ) {
        self.call = call
        self.response = response
        self.example = example
        self.fault = fault
        self.elapsed = elapsed
        self.log = log
        self.parts = parts
    }

    /// Compares all but the parts' tuples member by member.
    public static func == (left: TestAnswer, right: TestAnswer) -> Bool {
        left.call == right.call && left.response == right.response && left.example == right.example
            && left.fault == right.fault && left.elapsed == right.elapsed && left.log == right.log
            && left.parts.map(\.time) == right.parts.map(\.time) && left.parts.map(\.bytes) == right.parts.map(\.bytes)
    }
}
