import EPCIS
import LedgerCore
import Testing
import Traceability

/// What events say of custody, and the members of a small chain of certified goods.
enum CustodyText {
    /// Fresh goods of the farm, and of the processor what is made of them.
    static let preserved = EventText.lot("A")
    static let preservedToo = EventText.lot("A2")
    static let segregated = EventText.lot("S")
    static let plain = EventText.lot("N")
    static let made = EventText.lot("D", of: "4880002", item: "054321")
    static let madeToo = EventText.lot("E", of: "4880002", item: "054321")
    static let stones = EventText.lot("X", of: "4880002", item: "099999")

    static let organic = "\"organic\""
    static let works = EventText.plot("W", of: "4880002")

    /// - Parameter lots: of which it is said; nil for all.
    static func says(
        _ model: String, _ claim: String = organic, of lots: [String]? = nil
    ) -> String {
        let named = lots.map { ",\"lots\":" + EventText.list($0) } ?? ""
        return ",\"\(CustodyClaim.name)\":{\"model\":\"\(model)\",\"claim\":\(claim)\(named)}"
    }

    static func at(_ place: String) -> String { ",\"bizLocation\":{\"id\":\"\(place)\"}" }

    /// Kilograms that come into being under the certificate O1.
    static func grown(
        _ lot: String, _ kilograms: Int, _ model: String = "segregated", id: String? = nil,
        extra: String = ""
    ) -> String {
        EventText.harvest(
            lot, kilograms, id: id,
            extra: CertificateText.citing([("certifier", "O1")]) + says(model) + extra)
    }

    /// Kilograms that are made of others.
    static func make(
        _ inputs: [(String, Int)], _ outputs: [(String, Int)], _ said: String = "",
        joinedBy transformation: String? = nil, id: String? = nil, extra: String = ""
    ) -> String {
        EventText.transformation(
            inputs.map { ($0.0, "\($0.1)", "KGM") }, outputs.map { ($0.0, "\($0.1)", "KGM") },
            joinedBy: transformation, id: id, extra: said + extra)
    }

    /// Under mass balance, at the works.
    static func balance(
        _ inputs: [(String, Int)], _ outputs: [(String, Int)], of lots: [String],
        _ claim: String = organic, joinedBy transformation: String? = nil, at place: String = works,
        id: String? = nil, extra: String = ""
    ) -> String {
        make(
            inputs, outputs, says("mass_balance", claim, of: lots), joinedBy: transformation,
            id: id, extra: at(place) + extra)
    }
}

extension World {
    /// The processor has what the farm grew: A and A2 identity preserved, S segregated, all organic,
    /// and N of no claim; O1 is for 1,000 kg.
    static func claiming(_ version: RuleVersion = RuleVersion(5)) throws -> World {
        var world = try World(
            members: CertificateText.members + [World.member("scribe", [], scope: .nothing)])
        try world.adopt(version)
        try world.done(
            CertificateText.issue(
                "O1", "organic", of: "urn:epc:idpat:sgtin:4880001.012345.*", "1000",
                holder: "farm"), by: "certifier")
        for lot in [CustodyText.preserved, CustodyText.preservedToo] {
            try world.give(CustodyText.grown(lot, 100, "identity_preserved"), lot, 100)
        }
        try world.give(
            CustodyText.grown(CustodyText.segregated, 200), CustodyText.segregated, 200)
        try world.give(EventText.harvest(CustodyText.plain, 300), CustodyText.plain, 300)
        return world
    }

    private mutating func give(_ harvest: String, _ lot: String, _ kilograms: Int) throws {
        try done(harvest, by: "farm")
        try done(EventText.ship(lot, kilograms, to: EventText.processorParty), by: "farm")
        try done(EventText.receive(lot, kilograms), by: "processor")
    }

    func custody(_ lot: String) throws -> CustodyLeaf? {
        try state.leaf(CustodyLeaf.self, at: .custody(of: EventText.key(lot)))
    }

    /// Of the current period, or of one before.
    func claimAccount(
        _ lot: String = CustodyText.made, at place: String = CustodyText.works,
        _ claim: GoodsClaim = .kind(.organic), by member: String = "processor",
        before periods: Int64 = 0
    ) throws -> ClaimAccount {
        let rules = try #require(Rules.fifth.custody)
        let product = try #require(try ObjectKey(parsing: lot).product)
        let period = rules.period(of: lastTime)
            .advanced(byMilliseconds: -periods * rules.periodMilliseconds)
        return ClaimAccount(
            holder: World.id(member), place: place.isEmpty ? "" : EventText.key(place),
            claim: claim, product: product.text, unit: .milligram, period: period)
    }

    func claims(_ account: ClaimAccount) throws -> ClaimAccountLeaf? {
        try state.leaf(ClaimAccountLeaf.self, at: .claimAccount(account))
    }

    /// What was credited and used of the current period, in kilograms.
    func credit(
        _ lot: String = CustodyText.made, at place: String = CustodyText.works
    ) throws -> [Int64] {
        let leaf = try claims(claimAccount(lot, at: place))
        return [(leaf?.credited ?? 0) / 1_000_000, (leaf?.used ?? 0) / 1_000_000]
    }

    /// Records an event that must be refused by a rule about custody.
    mutating func custodyRefusal(
        _ event: String, by member: String = "processor"
    ) throws -> Refusal {
        let before = state
        let refusal = try refusal(event, by: member)
        // Nothing stays of a refused event but the id of its transaction.
        #expect(state.count(of: .custody) == before.count(of: .custody))
        #expect(state.count(of: .claimAccount) == before.count(of: .claimAccount))
        return refusal
    }
}
