import LedgerCore
import Testing
import Traceability

/// Goods that come over a border: Docs/Spec/MassBalance.md §10.2.
struct ImportTests {
    private let lot = EventText.lot("I1", of: "4880004")
    private let second = EventText.lot("I2", of: "4880004")
    private let terms = PaperText.terms("TJ-26-1/1")

    @Test func `an import is accounted for, with its country`() throws {
        var world = try World.withImporters()

        try world.done(PaperText.brought(lot, 12_000, terms), by: "importer")

        #expect(try world.account("importer", lot).onHand == kilograms(12_000))
        #expect(try world.left(lot) == ["UZ": 12_000])
        let leaf = try #require(try world.declaration("TJ-26-1/1"))
        #expect(leaf.member == World.id("importer"))
        #expect(leaf.terms.post == "Fotehobod" && leaf.terms.duty == .paid)
        #expect(leaf.left == 8_000_000_000)
    }

    @Test func `one declaration brings in what it says and no more`() throws {
        var world = try World.withImporters()
        try world.done(PaperText.brought(lot, 12_000, terms), by: "importer")

        let refusal = try world.refusal(
            PaperText.brought(second, 9_000, terms), by: "importer")
        try world.done(PaperText.brought(second, 8_000, terms), by: "importer")
        let last = try world.refusal(PaperText.brought(second, 1, terms), by: "importer")

        #expect(refusal.code == RuleCode.importOverdrawn.rawValue)
        #expect(
            refusal.details == [
                OutcomeDetail("number", "TJ-26-1/1"), OutcomeDetail("available", "8000 kg"),
                OutcomeDetail("asked", "9000 kg"),
            ])
        #expect(last.code == RuleCode.importOverdrawn.rawValue)
        #expect(try world.account("importer", second).onHand == kilograms(8_000))
        #expect(try world.declaration("TJ-26-1/1")?.left == 0)
    }

    @Test func `all goods of one event are spent together`() throws {
        var world = try World.withImporters()

        let refusal = try world.refusal(
            EventText.object(
                "ADD", PaperText.importing,
                [(lot, "12000", "KGM"), (second, "9000", "KGM")],
                extra: PaperText.declaration(terms)), by: "importer")

        #expect(refusal.code == RuleCode.importOverdrawn.rawValue)
        #expect(try world.lot(lot) == nil)
        #expect(try world.declaration("TJ-26-1/1") == nil)
    }

    @Test func `what was spent in error is given back`() throws {
        var world = try World.withImporters()
        let id = "urn:uuid:00000000-0000-4000-8000-000000000001"
        try world.done(PaperText.brought(lot, 12_000, terms, id: id), by: "importer")

        try world.done(
            PaperText.brought(lot, 12_000, terms, id: id, extra: EventText.declaration),
            by: "importer")

        #expect(try world.declaration("TJ-26-1/1") == nil)
        #expect(try world.origins(lot) == nil)
        try world.done(PaperText.brought(lot, 20_000, terms), by: "importer")
        #expect(try world.declaration("TJ-26-1/1")?.left == 0)
    }

    @Test func `what was shipped on cannot be an error`() throws {
        var world = try World.withImporters()
        let id = "urn:uuid:00000000-0000-4000-8000-000000000001"
        try world.done(PaperText.brought(lot, 12_000, terms, id: id), by: "importer")
        try world.done(
            EventText.ship(lot, 1_000, to: EventText.processorParty), by: "importer")

        let refusal = try world.refusal(
            PaperText.brought(lot, 12_000, terms, id: id, extra: EventText.declaration),
            by: "importer")

        #expect(refusal.code == RuleCode.alreadySpent.rawValue)
        #expect(try world.declaration("TJ-26-1/1")?.left == 8_000_000_000)
    }

    @Test func `another importer has no part in a declaration`() throws {
        var world = try World.withImporters()
        try world.done(PaperText.brought(lot, 1, terms), by: "importer")

        let refusal = try world.refusal(
            PaperText.brought(EventText.lot("J", of: "4880005"), 1, terms), by: "importer-2")

        #expect(refusal.code == RuleCode.foreignDeclaration.rawValue)
        #expect(refusal.details.last == OutcomeDetail("member", "importer"))
    }

    @Test(arguments: [
        PaperText.terms("TJ-26-1/1", of: "40000"), PaperText.terms("TJ-26-1/1", from: "KG"),
        PaperText.terms("TJ-26-1/1", at: "Dusti"),
        PaperText.terms("TJ-26-1/1", duty: "exempt"),
        PaperText.terms("TJ-26-1/1", "LTR"),
    ])
    func `a declaration says the same each time`(other: String) throws {
        var world = try World.withImporters()
        try world.done(PaperText.brought(lot, 1, terms), by: "importer")

        let refusal = try world.refusal(PaperText.brought(lot, 1, other), by: "importer")

        let expected: RuleCode =
            other.contains("LTR") ? .importUnreadable : .declarationDiffers
        #expect(refusal.code == expected.rawValue)
        #expect(try world.account("importer", lot).onHand == kilograms(1))
    }

    @Test(arguments: [
        "", PaperText.declaration("7"), PaperText.declaration(PaperText.terms("")),
        PaperText.declaration(PaperText.terms(String(repeating: "9", count: 65))),
        PaperText.declaration(PaperText.terms("D", of: "0")),
        PaperText.declaration(PaperText.terms("D", of: "-1")),
        PaperText.declaration(PaperText.terms("D", of: "1e40")),
        PaperText.declaration(PaperText.terms("D", "XYZ")),
        PaperText.declaration(PaperText.terms("D", from: "Uzbekistan")),
        PaperText.declaration(PaperText.terms("D", at: "")),
        PaperText.declaration(PaperText.terms("D", duty: "none")),
        PaperText.declaration("{\"number\":\"D\"}"),
        PaperText.declaration(
            PaperText.terms("D", returned: true)
                .replacing("\"returned\":true", with: "\"returned\":\"yes\"")),
        PaperText.declaration(PaperText.terms("D", "KGM").replacing("\"KGM\"", with: "7")),
    ])
    func `a declaration that cannot be read is refused`(extra: String) throws {
        var world = try World.withImporters()

        let refusal = try world.refusal(
            EventText.object(
                "ADD", PaperText.importing, [(lot, "1", "KGM")], extra: extra), by: "importer")

        #expect(refusal.code == RuleCode.importUnreadable.rawValue)
    }

    @Test func `packs count by what they hold, where somebody registered it`() throws {
        var world = try World.withImporters()
        try world.describe(lot, "080910", net: 2_000_000)
        let other = EventText.lot("X", of: "4880004", item: "054321")
        let packs = { (lot: String) in
            EventText.object(
                "ADD", PaperText.importing, [(lot, "5000", nil)],
                extra: PaperText.declaration(terms))
        }

        try world.done(packs(lot), by: "importer")
        let refusal = try world.refusal(packs(other), by: "importer")

        #expect(try world.declaration("TJ-26-1/1")?.left == 10_000_000_000)
        #expect(try world.left(lot, per: 1) == ["UZ": 5000])
        #expect(refusal.code == RuleCode.importUnreadable.rawValue)
    }

    @Test func `a pallet is none of the goods`() throws {
        var world = try World.withImporters()
        let pallet = EventText.pallet(1, of: "4880004")

        try world.done(
            EventText.object(
                "ADD", PaperText.importing, [(lot, "1", "KGM")], items: [pallet],
                extra: PaperText.declaration(terms)), by: "importer")

        #expect(try world.declaration("TJ-26-1/1")?.left == 19_999_000_000)
        #expect(try world.origins(pallet) == nil)
    }

    @Test func `who is neither importer nor customs imports nothing`() throws {
        var world = try World.withImporters()
        let made = EventText.lot("P", of: "4880002")

        let refusal = try world.refusal(PaperText.brought(made, 1, terms), by: "processor")
        let farm = try world.refusal(
            PaperText.brought(EventText.lot("F"), 1, terms), by: "farm")
        try world.done(
            PaperText.brought(EventText.lot("C", of: "4880006"), 1, terms), by: "customs")

        #expect(refusal.code == RuleCode.roleMissing.rawValue)
        #expect(refusal.details.last == OutcomeDetail("roles", "importer, customs"))
        #expect(farm.code == RuleCode.roleMissing.rawValue)
    }

    @Test func `without the step an importer's goods stay unaccounted`() throws {
        var world = try World.withImporters()

        try world.done(
            EventText.object(
                "ADD", "commissioning", [(lot, "10", "KGM")],
                extra: PaperText.declaration(terms)), by: "importer")

        #expect(try world.account("importer", lot).onHand == kilograms(10, unaccounted: 10))
        #expect(try world.declaration("TJ-26-1/1") == nil)
        #expect(try world.origins(lot) == OriginsLeaf())
    }

    @Test func `under version 3 the step says nothing`() throws {
        var world = try World()
        try world.adopt(RuleVersion(3))
        let made = EventText.lot("P", of: "4880002")

        try world.done(PaperText.brought(made, 10, "7"), by: "processor")
        try world.done(PaperText.opened(made, 10, extra: ""), by: "processor")

        #expect(try world.account("processor", made).onHand == kilograms(20, unaccounted: 20))
        #expect(try world.origins(made) == nil)
        #expect(world.state.count(of: .firstRecord) == 0)
    }
}
