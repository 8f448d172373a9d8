import MockModel
import Testing

@Suite("Escaping in text templates")
struct TextEscapingTests {
    @Test(
        "a content type has its escaping",
        arguments: [
            ("application/json", .json), ("application/hal+json; charset=utf-8", .json),
            ("text/html; charset=utf-8", .xml),
            ("image/svg+xml", .xml), ("text/csv", .csv), ("application/x-www-form-urlencoded", .form),
            ("text/plain", .plain),
            ("text/javascript", .json), ("application/x-ndjson", .json), (nil, .plain), ("image/png", .plain),
        ] as [(String?, TextEscaping)])
    func choice(type: String?, escaping: TextEscaping) {
        #expect(TextEscaping(contentType: type) == escaping)
    }

    @Test(
        "a hostile value stays inside",
        arguments: [
            (.plain, "<\"a\">\n", "<\"a\">\n"), (.json, "\"a\\\n\u{1}", "\\\"a\\\\\\n\\u0001"),
            (.xml, "<a b='c' d=\"&\">é", "&lt;a b=&#39;c&#39; d=&quot;&amp;&quot;&gt;é"), (.xml, "plain", "plain"),
            (.form, "a&b=c d+é", "a%26b%3Dc%20d%2B%C3%A9"), (.csv, "a,\"b\"", "\"a,\"\"b\"\"\""),
            (.csv, "plain é", "plain é"),
            (.csv, "two\r\nlines", "\"two\r\nlines\""),
        ] as [(TextEscaping, String, String)])
    func escapes(escaping: TextEscaping, text: String, escaped: String) {
        #expect(escaping.escape(text) == escaped)
    }
}
