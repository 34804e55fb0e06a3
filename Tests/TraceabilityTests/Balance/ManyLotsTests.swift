import LedgerCore
import Testing
import Traceability

/// An event that names more lots than are looked at one by one.
struct ManyLotsTests {
    private let inputs = (0..<20).map { EventText.lot("A\($0)") }
    private let output = EventText.lot("Z")

    @Test func `an event of many lots is one event of each, however often it names them`() throws {
        var world = try World()
        for lot in inputs { try world.done(EventText.harvest(lot, 10), by: "sandbox") }

        let twice = (inputs + inputs).map { ($0, 2) }
        try world.done(CustodyText.make(twice, [(output, 80)]), by: "sandbox")

        for lot in inputs {
            #expect(try world.lot(lot)?.eventCount == 2)
            #expect(try world.account("sandbox", lot).onHand == kilograms(6))
        }
        #expect(try world.lot(output)?.eventCount == 1)
        #expect(try world.account("sandbox", output).onHand == kilograms(80))
    }

    @Test func `what an event of many lots did is forgotten once it is refused`() throws {
        var world = try World()
        for lot in inputs { try world.done(EventText.harvest(lot, 10), by: "sandbox") }
        let before = world.state

        let all = inputs.map { ($0, 5) } + [(inputs[19], 6)]
        let documents = [
            CustodyText.make(
                all, [(output, 106)], id: "urn:uuid:5a1c9d30-0000-4000-8000-000000000001"),
            EventText.harvest(inputs[19], 1),
        ]
        let outcome = try world.commit([world.capture(documents, by: "sandbox", .proceed)])
            .outcomes[0]

        #expect(outcome.events.map { $0 == .done } == [false, true])
        #expect(world.state != before)
        #expect(try world.account("sandbox", inputs[0]).onHand == kilograms(10))
        #expect(try world.account("sandbox", inputs[19]).onHand == kilograms(11))
        #expect(try world.lot(inputs[0])?.eventCount == 1)
    }
}
