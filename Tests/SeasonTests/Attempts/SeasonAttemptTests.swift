import EPCIS
import Testing

@testable import Season

struct SeasonAttemptTests {
    private let plan = DemoSeason().trial(at: 1_790_000_000)

    @Test func `each attempt has a code and a sentence of its own`() {
        let codes = Set(plan.attempts.map(\.code))

        #expect(codes.count == plan.attempts.count)
        #expect(Set(plan.attempts.map(\.sentence)).count == plan.attempts.count)
        for attempt in plan.attempts {
            #expect(attempt.sentence.hasSuffix(".") && attempt.remedy.hasSuffix("."))
            #expect(attempt.sentence.count < 100 && attempt.remedy.count < 100)
        }
    }

    @Test func `what is captured is a document of its day, the same each time`() throws {
        let documents = plan.honest + plan.attempts.compactMap(\.document)

        for document in documents {
            let read = try EPCISDocument(json: document.bytes)
            #expect(read.events.count == document.eventCount)
        }
        let again = DemoSeason().trial(at: 1_790_000_000)
        #expect(again.honest + again.attempts.compactMap(\.document) == documents)
    }

    @Test func `no two documents of a trial have an event in common`() throws {
        let documents = plan.honest + plan.attempts.compactMap(\.document)
        let ids = try documents.flatMap { try EPCISDocument(json: $0.bytes).events.map(\.eventID) }

        #expect(Set(ids).count == ids.count)
    }

    @Test func `what must wait is tried a month later, and one thing alone`() {
        #expect(plan.attempts.filter { $0.waitDays > 0 }.map(\.code) == ["opening.too_late"])
    }
}

extension SeasonAttempt {
    /// What it captures; nil where administrators propose.
    var document: SeasonDocument? {
        if case .capture(let document) = deed { document } else { nil }
    }
}
