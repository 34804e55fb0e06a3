import LedgerCore

/// One write to the disk of a node: there whole, or not there.
///
/// As bytes it is its payload with a checksum before it, so that what a crash leaves of one can be told
/// from a whole one.
enum Frame: Sendable {
    /// A write of the consensus log.
    case record(ConsensusRecord)
    /// A block with its certificate; the end of its height in the consensus log.
    case commit(DecidedBlock)
    /// Transactions that the pool took from clients.
    case pool([VerifiedTransaction])

    private static let checksumByteCount = 8

    /// The bytes as they lie on the disk. Those of the pool stand for themselves: a client that was
    /// not answered sends again.
    var bytes: Bytes {
        var writer = CBORWriter()
        switch self {
        case .record(let record):
            writer.array(count: 2)
            writer.unsigned(1)
            writer.value(record)
        case .commit(let decided):
            writer.array(count: 2)
            writer.unsigned(2)
            writer.value(decided)
        case .pool(let transactions):
            writer.array(count: 2)
            writer.unsigned(3)
            writer.array(transactions.map(\.signed))
        }
        return Digest(hashing: writer.output).bytes[..<Frame.checksumByteCount] + writer.output
    }

    /// What can be read of bytes after a crash; nil for a frame that is not whole.
    init?(recovering bytes: Bytes, of written: Frame) {
        guard bytes.count > Frame.checksumByteCount else { return nil }
        let payload = Array(bytes[Frame.checksumByteCount...])
        guard
            Array(Digest(hashing: payload).bytes[..<Frame.checksumByteCount])
                == Array(bytes[..<Frame.checksumByteCount])
        else { return nil }
        var reader = CBORReader(payload)
        guard (try? reader.array(count: 2)) != nil, let kind = try? reader.unsigned() else {
            return nil
        }
        switch kind {
        case 1:
            guard let record = try? ConsensusRecord(from: &reader) else { return nil }
            self = .record(record)
        case 2:
            guard let decided = try? DecidedBlock(from: &reader) else { return nil }
            self = .commit(decided)
        default: self = written
        }
    }
}
