import LedgerCore
import Testing
import Traceability

/// Land and limits by decision of the administrators: Docs/Spec/Rules.md §13.
struct LimitsTests {
    private let apricot = CommodityCode("080910")!
    private let plot = EventText.key(EventText.plot("B1"))

    private func leaf(_ owner: String = "farm", squareMetres: UInt64 = 100) -> PlotLeaf {
        PlotLeaf(
            owner: World.id(owner), crop: apricot, squareMetres: squareMetres,
            outline: Digest(hashing: [1]))
    }

    private func pack(_ grams: UInt64, firstMonth: UInt64 = 1) -> RulePack {
        RulePack(ceilings: [
            CropCeiling(crop: apricot, gramsPerSquareMetre: grams, firstMonth: firstMonth)
        ])
    }

    private func yields(
        _ least: UInt64, _ most: UInt64, from input: String = "080910"
    ) -> RulePack {
        RulePack(yields: [
            YieldRange(
                of: CommodityCode("081310")!, from: CommodityCode(input)!, least: least, most: most)
        ])
    }

    private var product: String {
        let gtin = EventText.key(EventText.lot("A1")).split(separator: "/")[1]
        return "/01/" + gtin
    }

    @Test func `a plot is what the last decision says`() throws {
        var world = try World()
        try world.govern([.setPlot(plot, leaf(squareMetres: 1))])

        try world.govern([.setPlot(plot, leaf("processor"))])

        #expect(try world.state.leaf(PlotLeaf.self, at: .plot(plot)) == leaf("processor"))
    }

    @Test func `a plot has an owner of the registry`() throws {
        var world = try World()

        let refusal = try world.refusal(of: [.setPlot(plot, leaf("nobody"))])

        #expect(refusal == RuleRefusal.unknownSubject("nobody").refusal())
    }

    @Test func `a plot that no event could name, or larger than any, holds on no chain`() {
        let changes: [GovernanceChange] = [
            .setPlot(EventText.plot("B1"), leaf()), .setPlot("plot 1", leaf()),
            .setPlot("/01/04880001123457", leaf()),
            .setPlot(plot, leaf(squareMetres: 10_000_000_001)),
            .setRulePack(pack(0), from: Height(9)), .setRulePack(pack(1_000_001), from: Height(9)),
            .setRulePack(pack(1, firstMonth: 0), from: Height(9)),
            .setRulePack(pack(1, firstMonth: 13), from: Height(9)),
            .setRulePack(yields(3, 2), from: Height(9)),
            .setRulePack(yields(0, 10_001), from: Height(9)),
            .setRulePack(yields(0, 1, from: "081310"), from: Height(9)),
            .setProduct(EventText.key(EventText.lot("A1")), ProductLeaf(commodity: apricot)),
            .setProduct("/01/1", ProductLeaf(commodity: apricot)),
            .setProduct(product, ProductLeaf(commodity: apricot, netMilligrams: 0)),
        ]
        let sound: [GovernanceChange] = [
            .setRulePack(yields(0, 10_000), from: .first),
            .setProduct(product, ProductLeaf(commodity: apricot)),
            .setProduct(product, ProductLeaf(commodity: apricot, netMilligrams: 1)),
        ]

        #expect(sound.allSatisfy { $0.fault == nil })
        #expect(changes.allSatisfy { $0.fault?.code == .notGovernance })
        #expect(GovernanceChange.setPlot(plot, leaf(squareMetres: 10_000_000_000)).fault == nil)
        #expect(
            GovernanceChange.setRulePack(pack(1_000_000, firstMonth: 12), from: .first).fault == nil
        )
    }

    @Test func `a pack holds from its height on, and earlier heights keep theirs`() throws {
        var world = try World()
        try world.govern([.setRulePack(pack(1), from: Height(3))])
        try world.govern([.setRulePack(pack(2), from: Height(5))])
        let replaced = try Registry.rulePack(at: Height(3), in: world.state)
        try world.commit([])
        try world.commit([])
        try world.commit([])

        try world.govern([.setRulePack(pack(3), from: Height(9))])

        let packs = try [5, 8, 9].map { try Registry.rulePack(at: Height($0), in: world.state) }
        // Set again before it held, the first never does.
        #expect(replaced == .empty)
        #expect(packs == [pack(2), pack(2), pack(3)])
        #expect(
            try world.state.leaf(RulePacksLeaf.self, at: .rulePacks)
                == RulePacksLeaf(
                    count: 3, inForce: 2,
                    next: RulePacksLeaf.Change(number: 3, from: Height(9))))
    }

    @Test func `a height that is over is refused with the earliest`() throws {
        var world = try World()

        let refusal = try world.refusal(of: [.setRulePack(pack(1), from: Height(1))])

        #expect(
            refusal == RuleRefusal.ruleHeightPassed(from: Height(1), earliest: Height(2)).refusal())
    }

    @Test func `a file tells what such a proposal rests on`() throws {
        var world = try World()
        try world.govern([.setRulePack(pack(1), from: Height(9))])
        let changes: [GovernanceChange] = [
            .setPlot(plot, leaf()), .setPlot(plot, leaf("nobody")),
            .setRulePack(pack(2), from: Height(9)),
        ]

        let refusals = try changes.map { change in
            let file = try ProposalFile(
                [change], validUntil: nil, on: world.genesis.chainID, height: world.height,
                state: world.state)
            return try ProposalFile(decoding: file.encoded()).preview().refusal
        }

        #expect(refusals == [nil, .unknownSubject("nobody"), nil])
    }
}
