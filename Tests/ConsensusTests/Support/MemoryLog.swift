import LedgerCore

/// A consensus log as a database keeps it: writes are whole, and a second message for one place is
/// refused. It outlives the replica that writes to it.
final class MemoryLog: RecoverableLog {
    private(set) var state: ConsensusState?
    private(set) var messages: [SignedMessage] = []
    private(set) var blocks: [Block] = []
    private(set) var writes = 0

    func write(_ record: ConsensusRecord) throws(Never) {
        writes += 1
        if let state, state.height != record.state.height { blocks = [] }
        for message in record.messages {
            precondition(
                !messages.contains { MemoryLog.place($0) == MemoryLog.place(message) },
                "a second message for one height, round and kind: \(message)")
        }
        state = record.state
        messages += record.messages
        blocks += record.blocks
    }

    func read() -> ConsensusRecord? {
        guard let state else { return nil }
        return ConsensusRecord(
            state: state, messages: messages.filter { $0.height == state.height },
            blocks: blocks)
    }

    /// The commit of a height, in the same transaction as the block.
    func commit(_ height: Height) {
        state = nil
        blocks = []
        messages.removeAll { $0.height < height }
    }

    func contains(_ message: SignedMessage) -> Bool { messages.contains(message) }

    func wipe() {
        state = nil
        blocks = []
        messages = []
    }

    private static func place(_ signed: SignedMessage) -> [UInt64] {
        let kind: UInt64 =
            switch signed.message {
            case .proposal: 0
            case .prevote: 1
            case .precommit: 2
            }
        return [signed.height.rawValue, UInt64(signed.round.rawValue), kind]
    }
}
