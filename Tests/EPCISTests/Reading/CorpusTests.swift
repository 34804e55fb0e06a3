import EPCIS
import Testing

@Suite(.enabled(if: SharedData.canRun))
struct CorpusTests {
    @Test func `every published document is read, or refused for the reason in the table`() throws {
        let documents = SharedData.eventDocuments

        let verdicts = try documents.map { try Self.verdict(on: $0) }

        #expect(verdicts == CorpusVerdicts.table.split(separator: "\n").map(String.init))
    }

    @Test func `what holds sound events gives them up even when others are refused`() throws {
        let path =
            "agri/events/openepcis/Capture/Invalid/Combination_of_events_with_missing_mandatory_fields.json"

        let (document, refused) = try EPCISDocument.reading(try SharedData.bytes(path))

        #expect(document.events.isEmpty)
        #expect(refused.map(\.index) == [0, 1])
        #expect(
            refused.map { $0.violations.map(\.code) } == [
                [.missingField], [.missingField, .missingField],
            ])
    }

    /// `path: number of events`, or the first violation.
    static func verdict(on path: String) throws -> String {
        do {
            let document = try EPCISDocument(json: try SharedData.bytes(path))
            return "\(path): \(document.events.count)"
        } catch let error as EPCISError {
            let first = try #require(error.violations.first)
            return "\(path): \(first.code.rawValue) at \(first.pointer)"
        }
    }
}
