/// A whole season of an invented trade in real places: who takes part, and everything they capture.
///
/// One seed and one year give the same bytes everywhere and always.
///
/// Spec: Docs/LifeOfACapture.md; GenesisConfig/demo.
package struct DemoSeason: Sendable {
    package let members: [SeasonMember]
    /// In an order in which they may be sent; see ``SeasonDocument/wave``.
    package let documents: [SeasonDocument]
    /// The Digital Link path of a lot of cartons that went the whole way to a buyer.
    package var sampleLot: String { sample?.lot.path ?? "" }
    package let limits: SeasonLimits
    private let sample: Stock?
    /// Kernels that nobody bought.
    private let unsold: Stock?
    private let everybody: SeasonMembers

    package static let defaultSeed: UInt64 = 263
    package static let defaultYear = 2025
    /// Of `LocalMoment.zone`.
    private static let zoneSeconds = 5 * 3_600

    package init(seed: UInt64 = defaultSeed, year: Int = defaultYear) {
        let draw = SeededGenerator(seed: seed)
        let members = SeasonMembers()
        var book = SeasonBook()
        var laboratory = Laboratory(members.laboratory, draw: draw.part("laboratory"))
        var export = Export(members: members, draw: draw.part("export"))

        let (packed, kernels) = Self.apricots(members, year: year, draw, &laboratory, &book)
        var fruit = DriedFruitTrade(members: members, draw: draw.part("fruit"))
        let arrived = fruit.trade(packed, laboratory: &laboratory, export: &export, in: &book)
        var onions = OnionTrade(year: year, members: members, draw: draw.part("onions"))
        onions.trade(laboratory: &laboratory, export: &export, in: &book)
        var cotton = CottonTrade(year: year, members: members, draw: draw.part("cotton"))
        cotton.trade(laboratory: &laboratory, in: &book)

        self.members = members.all
        documents = book.documents(draw: draw)
        // What two farms dry themselves comes into no document but those that are refused.
        for farm in members.apricotFarms.prefix(2) {
            book.describe(.bulk(.driedApricot, of: farm.company, number: 2), of: farm)
        }
        limits = book.limits(facilities: AttemptScene.facilities(of: members))
        sample = arrived.first
        unsold = kernels.first
        everybody = members
    }

    /// What the ledger refuses once the season, ``limits`` and what is honest of the trial are on it.
    ///
    /// - Parameter now: seconds since 1970 UTC; the trial is of that day.
    package func trial(at now: Int) -> SeasonTrialPlan {
        guard let sample else { preconditionFailure("apricots of every season reach a buyer") }
        let scene = AttemptScene(
            members: everybody, land: limits.plots, sold: sample,
            now: LocalMoment(seconds: now + Self.zoneSeconds))
        return SeasonTrialPlan(
            honest: scene.honest, revocation: scene.revocation, attempts: scene.attempts)
    }

    /// What the screen says of ``oddity(at:)``.
    package static let oddityCode = "screen.dormant_lot"

    /// What is no fault by any rule and makes an inspector look: kernels that lay for more than a year
    /// go to a buyer, and are perhaps others.
    ///
    /// - Parameter now: seconds since 1970 UTC.
    package func oddity(at now: Int) -> SeasonDocument? {
        guard let unsold else { return nil }
        let time = LocalMoment(seconds: now + Self.zoneSeconds)
        var book = SeasonBook()
        let load = HandingOver(
            goods: [unsold], from: everybody.cracker, to: everybody.importers[0],
            waybill: "Y-\(time.day.compactText)")
        book.record(load.shipping(at: time), by: everybody.cracker, in: .packing)
        return book.documents(draw: SeededGenerator(seed: UInt64(clamping: now))).first
    }

    package var eventCount: Int { documents.reduce(0) { $0 + $1.eventCount } }

    /// From the tree to the carton, with the kernels on the way.
    private static func apricots(
        _ members: SeasonMembers, year: Int, _ draw: SeededGenerator,
        _ laboratory: inout Laboratory, _ book: inout SeasonBook
    ) -> (packed: [Stock], kernels: [Stock]) {
        var orchards = Orchards(year: year, draw: draw.part("orchards"))
        var points = CollectionPoints(members: members, draw: draw.part("collection"))
        var works = DryingWorks(draw: draw.part("drying"))
        var kernels = KernelWorks(cracker: members.cracker, draw: draw.part("kernels"))
        var house = PackingHouse(packer: members.packer, draw: draw.part("packing"))
        var roads = draw.part("roads")

        let deliveries = orchards.harvest(members.apricotFarms, in: &book)
        for truck in points.collect(deliveries, in: &book) { works.take(truck, in: &book) }
        var dried: [Stock] = []
        var stones: [Stock] = []
        for drier in members.driers {
            dried += Dispatch.send(
                works.dried[drier.id] ?? [], from: drier, to: members.packer, letter: "K",
                sendingIn: .drying, receivingIn: .packing, draw: &roads, book: &book)
            stones += Dispatch.send(
                works.stones[drier.id] ?? [], from: drier, to: members.cracker, letter: "D",
                sendingIn: .drying, receivingIn: .packing, draw: &roads, book: &book)
        }
        let cracked = kernels.crack(stones, in: &book)
        for kernel in cracked {
            _ = laboratory.test(kernel, at: members.cracker, panel: .kernels, in: &book)
        }
        return (house.pack(dried, in: &book), cracked)
    }
}
