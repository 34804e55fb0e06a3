import Consensus
import LedgerCore
import Testing

@testable import Simulation

struct DiskTests {
    private let chain = SimulatedChain.transfers(validators: 4)

    private func record(_ round: UInt32, block: BlockID? = nil) -> ConsensusRecord {
        let message = AgreementMessage.precommit(
            Precommit(place: chain.place(.first, Round(round)), blockID: block))
        return ConsensusRecord(
            state: ConsensusState(
                height: .first, round: Round(round), step: .precommit, locked: nil,
                validPolka: nil),
            messages: [FakeSigner(0).sign(message)], blocks: [])
    }

    @Test func `what was synced survives every crash, what was not survives as a beginning`() {
        for seed in UInt64(0)..<200 {
            var random = SeededRandom(seed: seed)
            let disk = Disk(chain)
            disk.write(.record(record(0)))
            #expect(disk.sync() == nil)
            for round in UInt32(1)...4 { disk.write(.record(record(round))) }

            let loss = disk.crash(with: &random)

            let rounds = disk.stored.messages.map(\.round.rawValue)
            #expect(rounds == Array(0..<UInt32(rounds.count)))
            #expect(loss.fault == nil)
            #expect((5...6).contains(rounds.count + loss.lost + loss.torn))
        }
    }

    @Test func `a torn write is told from a whole one`() {
        let frame = Frame.record(record(3))
        let bytes = frame.bytes

        #expect(Frame(recovering: bytes, of: frame) != nil)
        for length in [0, 5, 8, bytes.count / 2, bytes.count - 1] {
            #expect(Frame(recovering: Array(bytes[..<length]), of: frame) == nil)
        }
    }

    @Test func `a second message for one place is refused`() {
        let disk = Disk(chain)
        disk.write(.record(record(1)))
        disk.write(.record(record(1, block: BlockID(Digest(hashing: [1])))))

        #expect(disk.sync() == nil)
        #expect(disk.sync()?.contains("second message") == true)
    }

    @Test func `a backup is an older state of the disk`() {
        let disk = Disk(chain)
        disk.write(.record(record(0)))
        _ = disk.sync()
        disk.keepBackup()
        disk.write(.record(record(1)))
        _ = disk.sync()

        #expect(disk.restoreBackup())
        #expect(disk.stored.messages.map(\.round) == [.zero])
    }
}
