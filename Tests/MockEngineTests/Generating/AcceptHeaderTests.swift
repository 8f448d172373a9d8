import MockModel
import Testing

@testable import MockEngine

@Suite struct AcceptHeaderTests {
    @Test(arguments: [
        ("text/html", "text/html", 1.0), ("text/*;q=0.5", "text/html", 0.5), ("*/*;q=0.1", "text/html", 0.1),
        ("text/html;q=0, */*", "text/html", 0), ("text/html;level=1;q=0.3, text/html;q=0.7", "text/html;level=2", 0.7),
        ("text/html;level=1;q=0.3, text/html;q=0.7", "text/html;level=1", 0.3), ("a/b", "text/html", 0),
        ("application/json", "application/problem+json", 1),
        ("application/json;q=0.2, */*;q=0.1", "application/x+json", 0.2),
        ("", "a/b", 1), ("TEXT/HTML", "text/html", 1), (";;,,/", "a/b", 1),
    ])
    func `the most exact range of Accept says how gladly a type is taken`(
        _ header: String, _ type: String, _ quality: Double
    ) {
        #expect(AcceptHeader([header]).judge(type).quality == quality)
    }
}
