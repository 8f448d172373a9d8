import Foundation
import TestSupport
import Testing

@testable import mockscript

/// `mockscript help` reaches every page of the manual and every key of the settings.
@Suite struct ManualTopicTests {
    private static let plain = Terminal(isColoured: false, isInteractive: false, width: 100)

    private static let pages: [String] = ["Docs", "Docs/Guides"].flatMap { folder in
        let path = Corpus.packageRoot.appendingPathComponent(folder).path
        let names = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
        return names.filter { $0.hasSuffix(".md") }.sorted().map { "\(folder)/\($0)" }
    }

    @Test func `every page has a topic with its title`() throws {
        try #require(Self.pages.count > 30)
        #expect(ManualTopic.all.map(\.path).sorted() == Self.pages.sorted())
        for topic in ManualTopic.all {
            let text = try String(contentsOf: Corpus.packageRoot.appendingPathComponent(topic.path), encoding: .utf8)
            #expect(text.hasPrefix("# \(topic.title)\n"), "\(topic.path)")
            for word in topic.words {
                let sections = HelpSections(word: word, terminal: Self.plain).all.joined()
                #expect(sections.contains(topic.path), "\(word)")
            }
        }
    }

    @Test func `the index links every other page`() throws {
        let index = Corpus.packageRoot.appendingPathComponent("Docs/README.md")
        let text = try String(contentsOf: index, encoding: .utf8)
        for page in Self.pages where page != "Docs/README.md" {
            #expect(text.contains("](\(page.dropFirst("Docs/".count)))"), "\(page)")
        }
    }

    @Test func `the contents of the reference link every chapter`() {
        let headings = ReferencePage.text.split(separator: "\n").filter { $0.hasPrefix("## ") }.map { $0.dropFirst(3) }
        #expect(headings.count > 10 && headings.first == "Contents")
        for heading in headings.dropFirst() {
            #expect(ReferencePage.text.contains("- [\(heading)](#"), "\(heading)")
        }
    }

    @Test func `every key of the settings is explained by its path and by its name`() throws {
        try #require(SettingsPage.keys.count > 30)
        for key in SettingsPage.keys {
            for word in [key.path, String(key.path.split(separator: ".").last ?? "")] {
                let sections = HelpSections(word: word, terminal: Self.plain).all.joined(separator: "\n")
                #expect(sections.contains("  \(key.path) ("), "\(word)")
                #expect(sections.contains("manual\n"), "\(word)")
            }
        }
    }

    @Test(arguments: [
        ("cors", ["cors.origins", "Docs/Guides/Browsers.md"]), ("oidc", ["mock.oidc", "Docs/Guides/Auth.md"]),
        ("webhook", ["mock.webhook", "Docs/Guides/Webhooks.md"]), ("form", ["Docs/Guides/Forms.md"]),
        ("settings", ["basePath (", "behaviors (", "Docs/Settings.md"]), ("CORS", ["cors.max_age"]),
        ("idempotency", ["Docs/Guides/Idempotency.md"]), ("fault", ["truncate", "behaviors.PATTERN.fail.fault ("]),
    ])
    func `a topic has its entry, its settings and its page`(word: String, parts: [String]) {
        let sections = HelpSections(word: word, terminal: Self.plain).all.joined(separator: "\n\n")
        for part in parts { #expect(sections.contains(part), "\(sections)") }
    }
}
