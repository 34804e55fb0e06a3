import LedgerCore

/// A disk with a cache that a crash empties: writes are there for good once they are synced, in the
/// order in which they were made.
///
/// A crash keeps some of the writes that were not synced, from the oldest on, and may tear the next one.
final class Disk {
    private let chain: SimulatedChain
    private(set) var stored: StoredState
    private var unsynced: [(frame: Frame, execution: Execution?)] = []
    /// An older state of the disk, that somebody kept.
    private var backup: StoredState?
    var isFull = false
    /// Milliseconds that a write takes beside the usual ones.
    var slowness: Int64 = 0

    init(_ chain: SimulatedChain) {
        self.chain = chain
        stored = StoredState(chain)
    }

    /// Writes into the cache.
    func write(_ frame: Frame, execution: Execution? = nil) {
        unsynced.append((frame, execution))
    }

    /// The oldest write that is on its way.
    var oldest: Frame? { unsynced.first?.frame }

    /// The oldest write is on the disk for good. Says what is wrong with it, if anything is.
    func sync() -> String? {
        guard !unsynced.isEmpty else { return "nothing was written" }
        let (frame, execution) = unsynced.removeFirst()
        return stored.apply(frame, chain: chain, execution: execution)
    }

    /// What a loss of power did to the cache.
    struct Loss {
        var lost = 0
        var torn = 0
        var fault: String?
        /// A block whose commit was not acknowledged and survived.
        var committed: DecidedBlock?
    }

    /// Loses the cache: keeps some writes, may tear one, loses the rest.
    func crash(with random: inout SeededRandom) -> Loss {
        var loss = Loss()
        guard !unsynced.isEmpty else { return loss }
        let kept = random.below(unsynced.count + 1)
        for (index, write) in unsynced.enumerated() {
            guard index < kept || (index == kept && random.chance(perMille: 500)) else {
                loss.lost += unsynced.count - index
                break
            }
            var bytes = write.frame.bytes
            if index == kept {
                loss.torn += 1
                tear(&bytes, with: &random)
            }
            guard let frame = Frame(recovering: bytes, of: write.frame) else {
                loss.lost += unsynced.count - index - 1
                break
            }
            if let fault = stored.apply(frame, chain: chain) { loss.fault = fault }
            if case .commit(let decided) = frame { loss.committed = decided }
            if index == kept {
                loss.lost += unsynced.count - index - 1
                break
            }
        }
        unsynced = []
        return loss
    }

    private func tear(_ bytes: inout Bytes, with random: inout SeededRandom) {
        let length = random.below(bytes.count)
        if random.chance(perMille: 500) {
            bytes.removeLast(bytes.count - length)
        } else {
            // The length was written and the rest of the sectors was not.
            for index in length..<bytes.count { bytes[index] = 0 }
            if bytes[length...].isEmpty { bytes.removeLast() }
        }
    }

    // MARK: Backups

    func keepBackup() {
        backup = stored
    }

    /// Puts the kept state in the place of what is there. False where nobody kept one.
    func restoreBackup() -> Bool {
        guard let backup else { return false }
        stored = backup
        return true
    }

    /// What nobody may do: the sign state is deleted.
    func forgetVotes() {
        stored.forgetVotes()
    }
}

extension Disk: RecoverableLog {
    /// The write has been in the cache; now it is synced.
    func write(_ record: ConsensusRecord) throws(DiskFault) {
        if let fault = sync() { throw DiskFault(reason: fault) }
    }

    func read() throws(DiskFault) -> ConsensusRecord? { stored.record }
}

/// The log refused a write that would contradict what it holds.
struct DiskFault: Error {
    let reason: String
}
