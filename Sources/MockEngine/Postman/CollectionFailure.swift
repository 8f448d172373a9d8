/// Why no example of a collection answers a request.
enum CollectionFailure: Error {
    /// An example that was named does not exist for this method and status; others have the id or the name.
    case noSuchExample(Wish, others: [Int])
    /// No path fits.
    case noPath
    /// The path fits, the method does not; by their methods, what does.
    case otherMethods([String])
    /// A request fits, by its place in the list of routes, and has no example.
    case bare(Int)
    /// Examples fit, none has the status that was asked for.
    case noStatus([Int])
    /// Examples fit, none has the headers that must agree.
    case headers([Int])
    /// Examples fit, none has the body that must agree.
    case body([Int])

    /// An example that was named.
    enum Wish {
        /// By `x-mock-response-id`.
        case id(String)
        /// By `x-mock-response-name` or `X-Mock-Example`.
        case name(String)
    }
}
