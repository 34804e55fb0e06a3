import LedgerCore
import Storage
import Traceability

/// What a home says before a node serves from it.
struct HomeStanding: Sendable {
    let genesis: Genesis
    let head: Height
    /// In force, as far as the home knows.
    let validators: [ValidatorRecord]

    /// Looks at a home without holding it.
    ///
    /// - Throws: where the ledger cannot be read; opening it says the same.
    init(of home: NodeHome) throws {
        let store = try LedgerStore.openForReading(home: home.paths)
        defer { try? store.close() }
        let bytes = try store.read { (reader) throws(StorageError) in try reader.genesis() }
        do { genesis = try Genesis(decoding: bytes) } catch {
            throw NodeStartError.genesisUnreadable("\(error)")
        }
        head = store.head.height
        validators =
            try Registry.validators(in: store.committedState)?.validators ?? genesis.validators
    }
}
