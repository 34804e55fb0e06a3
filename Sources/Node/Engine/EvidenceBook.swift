import LedgerCore
import Synchronization

/// Evidence that this node has seen itself since its start, the newest last.
///
/// What counts is what the ledger has on record; this is for the operator, who may want to know before.
final class EvidenceBook: Sendable {
    struct Entry: Hashable, Sendable {
        let evidence: Evidence
        let accused: [KeyID]
        let seenAt: Timestamp
    }

    static let entriesMax = 100
    private let state = Mutex([Entry]())

    var entries: [Entry] { state.withLock { $0 } }

    func add(_ entry: Entry) {
        state.withLock { entries in
            entries.append(entry)
            entries.removeFirst(max(0, entries.count - Self.entriesMax))
        }
    }
}
