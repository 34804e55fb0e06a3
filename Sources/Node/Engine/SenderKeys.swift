import LedgerCore
import Storage
import Synchronization
import Traceability

/// Keys of senders that were looked up before, so that a message of a peer need not read the registry.
///
/// A key's id is the digest of the key, so what is kept never becomes another key. Its member may lose it
/// meanwhile: what is signed by it then enters the pool and is refused by execution, which reads the state.
final class SenderKeys: Sendable {
    /// Nobody fills the memory with keys; of those that are registered, so many are kept.
    static let countMax = 16_384

    private struct Sender: Hashable {
        let key: KeyID
        let member: MemberID
    }

    private let known = Mutex<[Sender: PublicKey]>([:])

    /// The key of each transaction, in their order; nil where it is another's or nobody's.
    func keys(
        of transactions: [SignedTransaction], in store: LedgerStore
    ) async throws -> [PublicKey?] {
        let senders = transactions.map { Sender(key: $0.header.keyID, member: $0.header.member) }
        let found = known.withLock { known in senders.map { known[$0] } }
        if found.allSatisfy({ $0 != nil }) { return found }
        let read = try await store.read { (reader) throws(StorageError) -> [PublicKey?] in
            try zip(transactions, found).map { pair throws(StorageError) in
                if let key = pair.1 { return key }
                do throws(StateReadError) {
                    return try Registry.senderKey(of: pair.0.header, in: reader)
                } catch {
                    throw .corrupt(error.reason)
                }
            }
        }
        known.withLock { known in
            if known.count + read.count > Self.countMax { known.removeAll() }
            for (sender, key) in zip(senders, read) { known[sender] = key }
        }
        return read
    }
}
