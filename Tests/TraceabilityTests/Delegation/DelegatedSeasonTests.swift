import LedgerCore
import Testing
import Traceability

/// Whoever of the two records it, the books are the same: Docs/Spec/Rules.md §14.
///
/// The season that members record themselves agrees with the naive ledger (``RandomSeasonTests``), so that
/// of delegates does.
struct DelegatedSeasonTests {
    /// Carries no goods and has no scope: what it could do in its own name is nothing.
    private static let scribe = "scribe"

    private func world() throws -> World {
        var world = try World(
            members: SeasonMembers.genesis
                + [World.member(Self.scribe, [], scope: .nothing)])
        try world.adopt(RuleVersion(4))
        for member in SeasonMembers.names {
            try world.done(
                DelegationText.confirm(Self.scribe, id: "urn:uuid:" + member), by: member)
        }
        world.expiryMilliseconds = 60 * 24 * World.hour
        return world
    }

    /// The same entry as a delegate hands it in.
    private func delegated(_ entry: SeasonEntry) -> String {
        entry.event.dropLast() + DelegationText.behalf(of: entry.member) + "}"
    }

    /// Whether the delegate records an entry: half of them, and the errors of those.
    private func isDelegated(_ entry: SeasonEntry) -> Bool {
        switch entry.deed {
        case .declare(let declared): isDelegated(declared)
        case .certify, .revoke: false
        default: entry.id.utf8.reduce(0) { $0 &+ Int($1) } % 2 == 0
        }
    }

    @Test(arguments: UInt64(1)...4)
    func `a season that delegates record ends as one that members record`(seed: UInt64) throws {
        var generator = SeasonGenerator(seed: seed, weighs: true)
        let entries = generator.delayed(
            generator.certified(generator.honest(200) + generator.fraudulent(150)), by: 20)
        let (start, half) = (try world(), World.hour / 2)
        var (own, others) = (start, start)
        var counts = (delegated: 0, refused: 0)

        for entry in entries {
            let judgement = try own.record(entry.event, by: entry.member)
            let isDelegated = isDelegated(entry)
            let other =
                try isDelegated
                ? others.record(delegated(entry), by: Self.scribe)
                : others.record(entry.event, by: entry.member)
            #expect(judgement == other, "seed \(seed): \(entry)")
            own.time = own.time.advanced(byMilliseconds: half)
            others.time = others.time.advanced(byMilliseconds: half)
            counts.delegated += isDelegated && other == .done ? 1 : 0
            counts.refused += other == .done ? 0 : 1
        }

        for lot in generator.lots {
            for member in SeasonMembers.names {
                #expect(try own.account(member, lot) == others.account(member, lot))
                #expect(try own.road(to: member, lot) == others.road(to: member, lot))
            }
            #expect(try own.road(to: .nobody, lot) == others.road(to: .nobody, lot))
            #expect(try others.account(Self.scribe, lot) == AccountLeaf())
            #expect(try own.lot(lot)?.creator == others.lot(lot)?.creator)
        }
        #expect(counts.delegated > 100 && counts.refused > 20, "\(counts)")
        #expect(others.state.count(of: .standIn) >= counts.delegated / 2)
    }
}
