import LedgerCore
import Testing
import Traceability

/// Gaps that rest on each other are never whole: Docs/Spec/MassBalance.md §8.
///
/// A farm sends a load of 100 kg, the buyer sends all of it back, and the farm dries 150 kg of what it has.
struct GapCircleTests {
    private let fresh = EventText.lot("A1")
    private let dried = EventText.lot("M1")
    private let id = "urn:uuid:00000000-0000-4000-8000-000000000001"

    private var harvest: String { EventText.harvest(fresh, 800) }
    private var sent: String { EventText.ship(fresh, 100, to: EventText.processorParty) }
    private var came: String { EventText.receive(fresh, 100, id: "urn:uuid:came") }
    private var sentBack: String { EventText.ship(fresh, 100, to: EventText.farmParty) }
    private var cameBack: String { EventText.receive(fresh, 100, id: "urn:uuid:came-back") }

    private func drying(_ extra: String = "", id: String? = nil) -> String {
        EventText.dry(fresh, 150, into: dried, 30, id: id ?? self.id, extra: extra)
    }

    private func record(_ events: [(String, String)]) throws -> World {
        var world = try World()
        try world.adopt(RuleVersion(4))
        for (event, member) in events { try world.done(event, by: member) }
        return world
    }

    private func circle() throws -> World {
        try record([
            (sentBack, "processor"), (cameBack, "farm"), (came, "processor"), (harvest, "farm"),
            (drying(), "farm"), (sent, "farm"),
        ])
    }

    @Test func `in the field's own order all is accounted`() throws {
        let world = try record([
            (harvest, "farm"), (sent, "farm"), (came, "processor"), (sentBack, "processor"),
            (cameBack, "farm"), (drying(), "farm"),
        ])

        #expect(try world.touched("farm", fresh) == kilograms(650))
        #expect(try world.touched("farm", dried) == kilograms(30))
    }

    @Test func `what was made of a load that came back before it was sent stays so in part`() throws
    {
        let world = try circle()
        var books = TouchedBooks(world)

        var made = try world.account("farm", dried).onHand
        var left = try world.account("farm", fresh).onHand
        // As often as it is touched.
        for _ in 0..<3 {
            left = try books.stock(left, of: fresh)
            made = try books.stock(made, of: dried)
            #expect(left == kilograms(650))
            #expect(made.amount == 30_000_000)
            // 16.667 kg of the 150 rested on the gap, a ninth of it.
            #expect(made.unaccounted == 3_333_334 && made.unaccountedForEver == 0)
        }
        #expect(try world.account("processor", fresh).net == 0)
        #expect(try world.gaps("farm", fresh) + world.gaps("processor", fresh) == [])
    }

    @Test func `the making is declared an error, and recorded anew it is accounted`() throws {
        var world = try circle()

        try world.done(drying(EventText.declaration), by: "farm")
        try world.done(drying(id: "urn:uuid:00000000-0000-4000-8000-000000000002"), by: "farm")

        #expect(try world.touched("farm", dried) == kilograms(30))
        #expect(try world.touched("farm", fresh) == kilograms(650))
    }
}
