import LedgerCore
import Testing
import Traceability

/// What was there before the ledger: Docs/Spec/MassBalance.md §10.2.
struct OpeningTests {
    private let lot = EventText.lot("O1", of: "4880002")
    private let second = EventText.lot("O2", of: "4880002")
    private static let day = 24 * World.hour

    @Test func `opening stock is accounted for in amount, and declared`() throws {
        var world = try World.withImporters()

        try world.done(PaperText.opened(lot, 100), by: "processor")

        #expect(try world.account("processor", lot).onHand == kilograms(100))
        #expect(try world.left(lot) == ["declared": 100])
    }

    @Test func `it is recorded once a lot`() throws {
        var world = try World.withImporters()
        try world.done(PaperText.opened(lot, 100), by: "processor")

        let refusal = try world.refusal(PaperText.opened(lot, 1), by: "processor")

        #expect(refusal.code == RuleCode.openingRecorded.rawValue)
        #expect(refusal.details == [OutcomeDetail("lot", EventText.key(lot))])
        #expect(try world.account("processor", lot).onHand == kilograms(100))
    }

    @Test func `a wrong amount is declared an error and recorded anew`() throws {
        var world = try World.withImporters()
        let id = "urn:uuid:00000000-0000-4000-8000-000000000001"
        try world.done(PaperText.opened(lot, 100, id: id), by: "processor")
        try world.done(
            PaperText.opened(lot, 100, id: id, extra: PaperText.document() + EventText.declaration),
            by: "processor")

        try world.done(PaperText.opened(lot, 90), by: "processor")

        #expect(try world.left(lot) == ["declared": 90])
        #expect(try world.origins(lot)?.made.spoken() == ["declared": 90])
    }

    @Test func `a lot that was harvested has no opening`() throws {
        var world = try World.withImporters()
        let grown = EventText.lot("A1")
        try world.done(EventText.harvest(grown, 100), by: "farm")

        let refusal = try world.refusal(PaperText.opened(grown, 100), by: "farm")

        #expect(refusal.code == RuleCode.openingRecorded.rawValue)
    }

    @Test func `it comes within thirty days of the member's first record`() throws {
        var world = try World.withImporters()
        try world.done(PaperText.opened(lot, 100), by: "processor")
        let first = world.time.advanced(byMilliseconds: -1000)

        world.time = first.advanced(byMilliseconds: 30 * Self.day)
        try world.done(PaperText.opened(second, 1), by: "processor")
        let refusal = try world.refusal(
            PaperText.opened(EventText.lot("O3", of: "4880002"), 1), by: "processor")
        try world.done(PaperText.opened(EventText.lot("O"), 1), by: "farm")

        #expect(refusal.code == RuleCode.openingTooLate.rawValue)
        #expect(refusal.details.first == OutcomeDetail("member", "processor"))
        #expect(world.state.count(of: .firstRecord) == 2)
    }

    @Test func `any record begins the thirty days, and a refused one does not`() throws {
        var world = try World.withImporters()
        _ = try world.refusal(EventText.harvest(EventText.lot("X"), 1), by: "processor")
        #expect(world.state.count(of: .firstRecord) == 0)
        try world.done(EventText.receive(EventText.lot("A1"), 5), by: "processor")

        world.time = world.time.advanced(byMilliseconds: 31 * Self.day)
        let refusal = try world.refusal(PaperText.opened(lot, 100), by: "processor")

        #expect(refusal.code == RuleCode.openingTooLate.rawValue)
    }

    @Test func `of one document the events that are done begin them`() throws {
        var world = try World.withImporters()
        let harvest = EventText.harvest(EventText.lot("X"), 1)

        let refused = try world.capture([harvest, harvest], by: "processor", .proceed)
        try world.commit([refused])
        #expect(world.state.count(of: .firstRecord) == 0)
        let mixed = try world.capture(
            [harvest, PaperText.opened(lot, 1), harvest], by: "processor", .proceed)
        try world.commit([mixed])

        #expect(world.state.count(of: .firstRecord) == 1)
        #expect(try world.left(lot) == ["declared": 1])
    }

    @Test(arguments: [
        "", ",\"https://daftar.tj/voc/openingDocument\":12", PaperText.document(""),
        PaperText.document(String(repeating: "x", count: 65)),
    ])
    func `without its document it is refused`(extra: String) throws {
        var world = try World.withImporters()

        let refusal = try world.refusal(PaperText.opened(lot, 1, extra: extra), by: "processor")

        #expect(refusal.code == RuleCode.openingUnreadable.rawValue)
        #expect(refusal.details.first?.name == "reason")
    }

    @Test func `it settles what left before`() throws {
        var world = try World.withImporters()
        try world.done(
            EventText.ship(lot, 40, to: EventText.exporterParty), by: "processor")

        try world.done(PaperText.opened(lot, 100), by: "processor")
        try world.done(EventText.receive(lot, 40), by: "exporter")

        #expect(try world.account("processor", lot).onHand == kilograms(60))
        #expect(try world.touched("exporter", lot) == kilograms(40))
        #expect(try world.left(lot) == ["declared": 100])
    }
}
