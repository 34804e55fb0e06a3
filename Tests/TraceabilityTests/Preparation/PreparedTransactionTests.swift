import LedgerCore
import Testing
import Traceability

/// All that is wrong with content before any state is asked.
struct PreparedTransactionTests {
    private let lot = EventText.lot("A1")

    private func violations(
        _ events: [String], _ behaviour: Interpretation.ErrorBehaviour = .rollback
    ) throws -> [PreparationViolation] {
        var world = try World()
        do {
            _ = try world.capture(events, by: "farm", behaviour)
            return []
        } catch let error as PreparationError {
            return error.violations
        }
    }

    @Test func `every event at fault is named with its place`() throws {
        let unknown = { (unit: String) in
            EventText.object("ADD", "commissioning", [(lot, "1", unit)])
        }

        let violations = try violations([
            unknown("ZZY"), EventText.harvest(lot, 1), unknown("ZZZ"),
        ])

        #expect(
            violations.map(\.pointer) == [
                "/epcisBody/eventList/0/quantityList/0", "/epcisBody/eventList/2/quantityList/0",
            ])
        #expect(violations.map(\.code) == Array(repeating: RuleCode.unknownUnit.rawValue, count: 2))
        #expect(
            violations[0].message == "ZZY is no UN/CEFACT unit that the ledger counts with.")
    }

    @Test func `the reader's own faults keep code, place and message`() throws {
        let violations = try violations([
            EventText.object("ADD", "commissioning", [(lot, "-1", "KGM")])
        ])

        #expect(violations.map(\.code) == ["quantity.negative"])
        #expect(violations[0].pointer.hasPrefix("/epcisBody/eventList/0/quantityList/0"))
        #expect(violations[0].place != nil)
    }

    @Test func `under proceed a sound document is prepared whatever its events are`() throws {
        let violations = try violations(
            [EventText.object("ADD", "commissioning", [(lot, "1", "ZZZ")])], .proceed)

        #expect(violations == [])
    }

    @Test func `extensions declared beside the document are known in it`() throws {
        var world = try World()
        var bent = World.Bent()
        bent.interpretation = Interpretation(extensions: ["tj": "https://daftar.tj/voc/"])
        let event = EventText.object(
            "ADD", "tj:BizStep-harvesting", [(lot, "1", "KGM")],
            extra: ",\"tj:variety\":\"Mirsanjali\"")

        let transaction = try PreparedTransaction(
            world.sign(EventText.document([event]), by: "farm", bent))

        guard case .capture(let capture) = transaction.content,
            case .sound(let prepared, _) = capture.events[0]
        else {
            Issue.record("not prepared")
            return
        }
        #expect(prepared.meaning.isHarvest)
    }

    @Test func `a transaction tells the lots that its events name, each once`() throws {
        var world = try World()
        let other = EventText.lot("A2")
        let transaction = try PreparedTransaction(
            world.sign(
                EventText.document([
                    EventText.harvest(other, 5), EventText.harvest(lot, 5),
                    EventText.harvest(other, 1),
                ]), by: "farm"))

        #expect(transaction.lots == [other, lot].map { StateKey.lot(EventText.key($0)) })
        #expect(try PreparedTransaction(inBlock: world.sign("{}", by: "farm")).lots.isEmpty)
    }

    @Test func `a bare event is a capture too`() throws {
        var world = try World()
        let event = EventText.harvest(lot, 5).dropLast()
        let context =
            ",\"@context\":[\"https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld\"]}"

        let transaction = try PreparedTransaction(world.sign(event + context, by: "farm"))

        #expect(try world.commit([transaction]).outcomes[0].judgement == .done)
        #expect(try world.account("farm", lot).onHand == kilograms(5))
    }
}
