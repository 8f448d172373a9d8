import Testing

@testable import MockModel

@Suite("Segments in one text")
struct PathSegmentsTests {
    @Test(
        "are those of the path",
        arguments: [
            "/", "/a", "/a/b/", "//a", "/a%2Fb/c%20d?x=/y", "/é/%C3%A9", "http://h/a/b", "/1/2/3/4/5/6/7/8/9/10/11?q",
            "*",
        ])
    func sameAsTexts(target: String) {
        let request = Request(method: "GET", target: target)
        let segments = request.pathSegments
        #expect((0..<segments.count).map { segments[$0] } == request.segments)
        #expect(segments.joined(from: 0) == request.segments.joined(separator: "/"))
    }
}
