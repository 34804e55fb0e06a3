import LedgerCore
import Testing
import Traceability

/// Damaged proposals and evidence reach execution in blocks of peers: they are judged like any other.
struct GovernanceFuzzTests {
    private func damage(_ sound: Bytes, _ random: inout SeededRandom) -> Bytes {
        var damaged = sound
        for _ in 0...random.next(below: 2) {
            damaged[Int(random.next(below: Int64(damaged.count)))] = UInt8(
                random.next(below: 256))
        }
        return damaged
    }

    /// Executes content in a block of its own; what it wrote is forgotten.
    private func judge(
        _ content: Bytes, _ type: ContentType, in world: World
    ) throws -> (judgement: Judgement, state: MemoryState) {
        var world = world
        var bent = World.Bent()
        bent.contentType = type.rawValue
        bent.interpretation = nil
        let signed = try world.sign(content, by: "regulator", bent)
        let outcome = try world.commit([PreparedTransaction(inBlock: signed)]).outcomes[0]
        return (outcome.judgement, world.state)
    }

    @Test func `a damaged proposal changes nothing but the spent id`() throws {
        var world = try World(validators: 4)
        world.book = RuleBook([.first: .third])
        let sound = try world.proposal([
            .addValidator(world.candidate("node-9", address: "http://a")),
            .setValidatorAddress(World.id("node-1"), "http://b"),
            .setParameters(ChainParameters()), .setRuleVersion(RuleVersion(2), from: Height(9)),
            .setPlot(
                EventText.key(EventText.plot("B1")),
                PlotLeaf(
                    owner: World.id("farm"), crop: CommodityCode("080910")!, squareMetres: 9,
                    outline: .zero)),
            .setPlot(
                EventText.key(EventText.plot("B2")),
                PlotLeaf(
                    owner: World.id("farm"), crop: CommodityCode("080910")!, squareMetres: 9_700,
                    ring: PlotRing(
                        [(0, 0), (10_000, 0), (10_000, 10_000), (0, 10_000)].map {
                            GeoPoint(
                                longitude: 687_800_000 + $0.0, latitude: 385_300_000 + $0.1)
                        }))),
            .setFacility(
                EventText.key(EventText.plot("S1")),
                FacilityLeaf(holder: World.id("farm"), kind: "store", capacity: 9, throughput: 9)),
            .setRulePack(
                RulePack(
                    ceilings: [
                        CropCeiling(crop: CommodityCode("080910")!, gramsPerSquareMetre: 2500)
                    ], exports: [ExportLine(to: CountryCode("RU")!, .embargo)]), from: Height(9)),
            .setProduct("/01/09521321000018", ProductLeaf(commodity: CommodityCode("080910")!)),
        ]).encoded()
        var random = SeededRandom(seed: 11)
        let before = try Registry.validators(in: world.state)
        #expect(try judge(sound, .governance, in: world).judgement == .done)

        for _ in 0..<300 {
            let content = damage(sound, &random)
            guard content != sound else { continue }
            let (judgement, state) = try judge(content, .governance, in: world)

            #expect(judgement != .done)
            #expect(try Registry.validators(in: state) == before)
            #expect(try Registry.administrators(in: state)?.lastNumber == 0)
        }
    }

    @Test func `damaged evidence convicts nobody`() throws {
        let world = try World(validators: 4)
        let set = try #require(try Registry.validators(in: world.state)).set
        let place = AgreementPlace(
            chain: world.genesis.chainID, validatorSetHash: set.hash, height: .first, round: .zero)
        let votes = [1, 2].map { number in
            SignedMessage(
                signing: .precommit(
                    Precommit(place: place, blockID: BlockID(Digest(hashing: [number])))),
                with: World.demo.key(.consensus, "node-1"))
        }
        let sound = Evidence.duplicateVote(votes[0], votes[1]).encoded()
        var random = SeededRandom(seed: 12)
        #expect(try judge(sound, .evidence, in: world).judgement == .done)

        for _ in 0..<300 {
            let content = damage(sound, &random)
            guard content != sound else { continue }
            let (judgement, state) = try judge(content, .evidence, in: world)

            #expect(judgement != .done)
            #expect(try Registry.evidenceCount(in: state) == 0)
        }
    }
}
