import EPCIS
import GRDB
import LedgerCore
import Testing
import Traceability

@testable import Query

/// Who recorded an event, and for whom: Docs/Spec/Rules.md §14, Docs/Spec/Visibility.md §1.
struct DelegatedEventTests {
    private let id = "urn:uuid:00000000-0000-4000-8000-000000000001"
    private let observed = "urn:uuid:00000000-0000-4000-8000-000000000002"

    /// The farm confirmed the cooperative, which harvested for it and looked at the lot.
    private func world() throws -> QueryWorld {
        let world = try QueryWorld(
            book: RuleBook([.first: .fourth]),
            members: [
                ("farm", "farm", .everything), ("coop", "cooperative", .nothing),
                ("neighbour", "farm", .nothing),
            ])
        let confirmation = EventText.event(
            "ObjectEvent", id: nil, at: 0,
            """
            ,"action":"OBSERVE","bizStep":"https://daftar.tj/voc/BizStep-delegating",\
            "epcList":["https://daftar.tj/member/coop"],"agri:delegation":{"delegate":"coop"}
            """)
        try world.record([confirmation], by: "farm")
        let behalf = #","agri:onBehalfOf":"farm","agri:visibility":{"level":"regulators"}"#
        try world.record(
            [
                EventText.harvest("A", id: id, at: 5, extra: behalf),
                EventText.observe("A", step: "storing", id: observed, at: 6)
                    .replacing("}]", with: "}]" + behalf),
            ], by: "coop")
        return world
    }

    @Test func `an event is its member's, with who recorded it beside`() throws {
        let world = try world()

        let event = try #require(try world.index.read { try $0.events(withID: id) }.first)
        let trace = try #require(
            try world.index.read { try $0.history(of: EventText.lotKey("A")) })
        let summary = try #require(
            try world.index.read { try $0.summary(of: EventText.lotKey("A")) })
        let label = try #require(try world.index.read { try $0.label(for: EventText.lotKey("A")) })

        #expect([event.member, event.delegate, event.signer] == ["farm", "coop", "coop"])
        #expect(trace.steps.map(\.event.member) == ["farm", "farm"])
        #expect(summary.creation?.event.member == "farm")
        #expect(label.origins.map(\.member) == ["farm"])
        #expect(
            try world.index.read { try $0.events(EventRequest(query: EventQuery())) }
                .events.map(\.delegate) == [nil, "coop", "coop"])
    }

    @Test func `both read it whole, and a neighbour what is public`() throws {
        let world = try world()
        func standings(_ member: String) throws -> [Standing] {
            try [id, observed].map { id in
                try world.index.read { try $0.events(withID: id, for: .user(of: member)) }
                    .first?.sight.standing ?? .stranger
            }
        }

        #expect(try standings("farm") == [.recorder, .recorder])
        #expect(try standings("coop") == [.recorder, .recorder])
        #expect(try standings("neighbour") == [.stranger, .stranger])
    }

    @Test func `questions about what is withheld find it for both`() throws {
        let world = try world()
        var query = EventQuery()
        query.readPoints = [EventText.key(EventText.place)]
        func found(_ member: String) throws -> [String] {
            try world.index.read {
                try $0.events(EventRequest(query: query), for: .user(of: member))
            }.events.map(\.eventID)
        }

        #expect(try found("farm") == [id] && found("coop") == [id])
        #expect(try found("neighbour") == [])
    }

    @Test func `an index that was made anew is the same, row for row`() throws {
        let world = try world()
        let dump = try world.index.dump()
        try world.index.pool.write { try $0.execute(sql: "PRAGMA user_version = 77") }
        try world.index.close()

        let index = try QueryIndex(ledger: world.ledger)
        try index.catchUp()

        #expect(try index.dump() == dump)
    }
}
