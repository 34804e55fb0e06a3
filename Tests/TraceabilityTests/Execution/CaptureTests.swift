import LedgerCore
import Testing
import Traceability

/// The events of a capture, together and alone.
struct CaptureTests {
    private let lot = EventText.lot("A1")

    @Test func `an event in the future is refused with both times`() throws {
        var world = try World()
        let ahead = World.hour + 300_001
        let event = { (milliseconds: Int64) in
            EventText.object(
                "ADD", "commissioning", [(lot, "1", "KGM")], after: milliseconds)
        }

        let refusal = try world.refusal(event(ahead), by: "farm")
        // The block of the refusal took a second.
        try world.done(event(ahead + 999), by: "farm")

        #expect(refusal.code == RuleCode.fromFuture.rawValue)
        #expect(refusal.place == "/epcisBody/eventList/0/eventTime")
        #expect(refusal.details.last == OutcomeDetail("tolerance", "300000 ms"))
    }

    @Test func `an event is recorded once, with or without an id of its own`() throws {
        var world = try World()
        try world.done(EventText.harvest(lot, 1), by: "farm")
        try world.done(EventText.harvest(lot, 1, id: "urn:uuid:1"), by: "farm")

        let same = try world.refusal(EventText.harvest(lot, 1), by: "farm")
        let sameID = try world.refusal(EventText.harvest(lot, 2, id: "urn:uuid:1"), by: "farm")

        #expect(same.code == RuleCode.duplicate.rawValue)
        #expect(sameID.code == RuleCode.duplicate.rawValue)
        #expect(
            sameID.details
                == [OutcomeDetail("event", "urn:uuid:1"), OutcomeDetail("height", "2")])
    }

    @Test func `a laboratory grows nothing`() throws {
        var world = try World()

        let refusal = try world.refusal(EventText.harvest(lot, 1), by: "laboratory")

        #expect(refusal.code == RuleCode.roleMissing.rawValue)
        #expect(
            refusal.details.last == OutcomeDetail("roles", "farm, cooperative, collector"))
    }

    @Test func `a regulator observes and moves nothing`() throws {
        var world = try World()

        try world.done(
            EventText.object("OBSERVE", "inspecting", [(lot, "1", "KGM")]), by: "regulator")
        let refusal = try world.refusal(EventText.receive(lot, 1), by: "regulator")

        #expect(refusal.code == RuleCode.roleMissing.rawValue)
        #expect(try world.lot(lot)?.eventCount == 1)
    }

    @Test func `under rollback one refused event refuses all and leaves nothing`() throws {
        var world = try World()
        let events = [
            EventText.harvest(lot, 100),
            EventText.ship(lot, 200, to: EventText.processorParty),
        ]

        let execution = try world.commit([world.capture(events, by: "farm")])

        guard case .refused(let refusal) = execution.outcomes[0].judgement else {
            throw World.NotRefused()
        }
        #expect(refusal.place == "/epcisBody/eventList/1/quantityList/0")
        #expect(execution.outcomes[0].events.isEmpty)
        #expect(try world.lot(lot) == nil)
        #expect(world.state.count(of: .event) == 0)
        guard case .nothing = execution.effects[0].content else {
            Issue.record("a refused capture has effects")
            return
        }
    }

    @Test func `under proceed each event counts alone`() throws {
        var world = try World()
        let events = [
            EventText.harvest(lot, 100),
            EventText.ship(lot, 200, to: EventText.processorParty),
            EventText.ship(lot, 80, to: EventText.processorParty),
        ]

        let execution = try world.commit([world.capture(events, by: "farm", .proceed)])

        let outcome = execution.outcomes[0]
        #expect(outcome.judgement == .done)
        #expect(outcome.events.map { $0 == .done } == [true, false, true])
        #expect(try world.account("farm", lot).onHand == kilograms(20))
        guard case .capture(_, let effects) = execution.effects[0].content else {
            Issue.record("a done capture without effects")
            return
        }
        #expect(effects.map(\.index) == [0, 1, 2])
        guard case .accepted(let accepted) = effects[2].result else {
            Issue.record("a done event without effects")
            return
        }
        #expect(accepted.documentIndex == 2)
        #expect(accepted.eventID.hasPrefix("ni:///sha-256;"))
        #expect(
            accepted.postings
                == [
                    Posting(
                        cause: .shipped(to: .member(World.id("processor"))),
                        lot: EventText.key(lot), holder: World.id("farm"), unit: .milligram,
                        stock: kilograms(80), isInflow: false)
                ])
    }

    @Test func `under proceed what cannot be read is refused where it stands`() throws {
        var world = try World()
        let events = [
            EventText.harvest(lot, 100), "{\"type\":\"ObjectEvent\"}",
            EventText.ship(lot, 10, to: nil),
        ]

        let execution = try world.commit([world.capture(events, by: "farm", .proceed)])

        let places = execution.outcomes[0].events.map { judgement -> String? in
            if case .refused(let refusal) = judgement { refusal.place } else { nil }
        }
        #expect(places[0] == nil)
        #expect(places[1]?.hasPrefix("/epcisBody/eventList/1") == true)
        #expect(places[2] == nil)
        #expect(try world.account("farm", lot).onHand == kilograms(90))
    }

    @Test func `under proceed a capture all of whose events are refused is refused`() throws {
        var world = try World()

        let execution = try world.commit([
            world.capture([EventText.harvest(lot, 1)], by: "laboratory", .proceed)
        ])

        #expect(execution.outcomes[0].judgement != .done)
        #expect(execution.outcomes[0].events.count == 1)
    }

    @Test func `later events of a document see the earlier ones`() throws {
        var world = try World()
        let events = [
            EventText.harvest(lot, 100), EventText.ship(lot, 100, to: EventText.processorParty),
        ]

        let execution = try world.commit([world.capture(events, by: "farm")])

        #expect(execution.outcomes[0].judgement == .done)
    }

    @Test func `a dry run judges and leaves the state alone`() throws {
        var world = try World()
        let transaction = try world.capture([EventText.harvest(lot, 100)], by: "farm")
        var overlay = StateOverlay(on: world.state)

        let execution = try BlockExecutor.execute(
            [transaction], context: world.context, state: &overlay)

        #expect(execution.outcomes[0].judgement == .done)
        #expect(try world.lot(lot) == nil)
        #expect(try world.commit([transaction]).outcomes == execution.outcomes)
    }

    @Test func `a lot's head links all its events`() throws {
        var world = try World()
        let first = try world.capture([EventText.harvest(lot, 100)], by: "farm")
        let second = try world.capture(
            [
                EventText.harvest(EventText.lot("A2"), 1), EventText.lose(lot, 1),
            ], by: "farm")
        try world.commit([first, second])

        let head = LotLeaf.head(
            after: LotLeaf.head(after: .zero, transaction: first.id.digest, event: 0),
            transaction: second.id.digest, event: 1)

        #expect(try world.lot(lot)?.head == head)
        #expect(try world.lot(lot)?.eventCount == 2)
    }

    @Test func `an event writes at most five keys`() throws {
        var world = try World()
        let keys = { (world: inout World, event: String, member: String) throws -> Int in
            let transaction = try world.capture([event], by: member)
            var overlay = StateOverlay(on: world.state)
            _ = try BlockExecutor.execute(
                [transaction], context: world.context, state: &overlay)
            try world.commit([transaction])
            return overlay.changes.count {
                $0.key.type != .transaction && $0.key.type != .expiryHour
                    && $0.key.type != .expirySweep
            }
        }
        let dried = EventText.lot("D1", of: "4880002")

        #expect(try keys(&world, EventText.harvest(lot, 100), "farm") == 3)
        #expect(
            try keys(&world, EventText.ship(lot, 60, to: EventText.processorParty), "farm") == 4)
        #expect(try keys(&world, EventText.receive(lot, 60), "processor") == 4)
        #expect(try keys(&world, EventText.dry(lot, 60, into: dried, 15), "processor") == 5)
        #expect(try keys(&world, EventText.lose(dried, 1), "processor") == 3)
    }
}
