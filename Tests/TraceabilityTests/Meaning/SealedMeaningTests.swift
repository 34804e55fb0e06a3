import EPCIS
import Foundation
import LedgerCore
import Testing
import Traceability

/// Rules judge a sealed event as they judge the open one: Docs/Spec/Sealing.md.
struct SealedMeaningTests {
    private static let context = #","@context":[{"agri":"https://daftar.tj/voc/"}]"#

    private func event(_ text: String) throws -> PreparedEvent {
        var world = try World()
        let prepared = try world.capture([text], by: "farm")
        guard case .capture(let capture) = prepared.content,
            case .sound(let event, _) = try #require(capture.events.first)
        else { throw World.NotRefused() }
        return event
    }

    @Test func `sealing changes nothing that a rule reads`() throws {
        let extra =
            Self.context
            + #","ilmd":{"agri:plot":"urn:x:a","agri:price":1},"agri:note":"x","agri:certificates":[]"#
        let text = EventText.harvest(EventText.lot("A1"), 1, id: "urn:uuid:1", extra: extra)
        let plan = try SealingPlan(Array(text.utf8), ruleNames: EventMeaning.extensionNames)
        let salt = try #require(FieldSalt(bytes: Array(0..<16)))

        let sealed = String(
            decoding: plan.sealed(with: plan.fields.map { _ in salt }), as: UTF8.self)

        #expect(plan.fields.map(\.pointer) == ["/ilmd/agri:price", "/agri:note"])
        #expect(try event(sealed).meaning == event(text).meaning)
        #expect(try event(sealed).meaningDigest == event(text).meaningDigest)
    }

    @Test func `a plot that somebody sealed is no claim that can be read`() throws {
        let sealed = String(
            decoding: JSONWriter.write(SealedField(.zero).value), as: UTF8.self)
        let text = EventText.harvest(
            EventText.lot("A1"), 1,
            extra: Self.context + #","ilmd":{"agri:plot":\#(sealed)}"#)

        #expect(try event(text).meaning.plots == .unreadable(reason: "one is no identifier"))
    }

    @Test func `every extension that a rule reads is known not to be private`() throws {
        let sources = URL(filePath: #filePath)
            .deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: "Sources/Traceability")
        let files = try FileManager.default.subpathsOfDirectory(atPath: sources.path)
            .filter { $0.hasSuffix(".swift") }
        var names: Set<String> = []
        for file in files {
            let text = try String(contentsOf: sources.appending(path: file), encoding: .utf8)
            // Steps and dispositions begin with a capital, and are values.
            names.formUnion(
                text.matches(of: #/"(https://daftar\.tj/voc/[a-z][A-Za-z]*)"/#)
                    .map { String($0.1) })
        }

        #expect(names == Set(EventMeaning.extensionNames))
    }
}
