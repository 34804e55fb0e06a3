import Foundation
import LedgerCore
import Testing
import Traceability

/// What the rules cost by version: `DAFTAR_BENCH=5000 swift test -c release --filter RulesBenchmark` for
/// that many events; a few in every run. Signatures, reading and disk are not in it.
@Suite(.serialized)
struct RulesBenchmark {
    private static let asked = ProcessInfo.processInfo.environment["DAFTAR_BENCH"].flatMap(Int.init)
    private static let eventsABlock = 100
    private static let rounds = asked == nil ? 1 : 5

    @Test func `an honest season costs no more under later rules`() throws {
        var generator = SeasonGenerator(seed: 11)
        let entries = generator.honest(RulesBenchmark.asked ?? 200)
        var best: [RuleVersion: Double] = [:]
        var accounts: Set<Int> = []

        for _ in 0..<RulesBenchmark.rounds {
            for version in RuleVersion.supported {
                let (microseconds, world) = try cost(of: entries, under: version)
                best[version] = min(best[version] ?? .infinity, microseconds)
                accounts.insert(world.state.count(of: .account))
            }
        }

        // The same books, whatever the version: there is nothing here that they judge differently.
        #expect(accounts.count == 1)
        for version in RuleVersion.supported {
            print(
                "rules \(version): \(String(format: "%.2f", best[version] ?? 0)) µs an event of "
                    + "\(entries.count), CPU of one thread, least of \(RulesBenchmark.rounds)")
        }
    }

    private func cost(
        of entries: [SeasonEntry], under version: RuleVersion
    ) throws -> (microseconds: Double, world: World) {
        var world = try World(members: SeasonMembers.genesis)
        if version != .first { try world.adopt(version) }
        var nanoseconds: UInt64 = 0
        for start in stride(from: 0, to: entries.count, by: RulesBenchmark.eventsABlock) {
            let block = entries[start..<min(start + RulesBenchmark.eventsABlock, entries.count)]
            let transactions = try block.map { entry in
                var transaction = try world.capture([entry.event], by: entry.member)
                transaction.checkSignature(
                    with: World.key(of: entry.member).publicKey, on: world.genesis.chainID)
                return transaction
            }
            let before = threadTime()
            let execution = try world.commit(transactions)
            nanoseconds += threadTime() - before
            #expect(execution.outcomes.allSatisfy { $0.judgement == .done })
        }
        return (Double(nanoseconds) / 1000 / Double(entries.count), world)
    }
}
