import LedgerCore
import Node
import Storage
import Traceability

/// The genesis that a home belongs to.
enum HomeGenesis {
    static func read(_ home: NodeHome) throws -> Genesis {
        guard Files.exists(home.genesisFile) else {
            throw CommandFailure.impossible(
                "\(home.path) is no home of a node.",
                advice: "`daftar init --home \(home.path)` makes one.")
        }
        let bytes = try Files.read(home.genesisFile, bytesMax: 16 << 20)
        do { return try Genesis(decoding: bytes) } catch {
            throw CommandFailure.refused("\(home.genesisFile) is no genesis: \(error)")
        }
    }
}

/// What the ledger of a home says, also while its node runs.
enum HomeState {
    /// Opens the ledger to look at it, and closes it when `body` is done.
    static func look<Value>(
        at home: NodeHome, _ body: (LedgerStore) throws -> Value
    ) throws -> Value {
        let store = try LedgerStore.openForReading(home: home.paths)
        defer { try? store.close() }
        return try body(store)
    }

    /// Brings a ledger that an older program left to the tables of this one.
    ///
    /// - Throws: what keeps the ledger from being opened; a newer one is left as it is.
    static func bringUp(_ home: NodeHome) throws {
        do { try look(at: home) { _ in } } catch StorageError.schemaVersion(
            let found, let expected) where found < expected
        {
            try LedgerStore.open(home: home.paths).close()
        }
    }

    static func member(_ id: MemberID, in home: NodeHome) throws -> MemberLeaf? {
        try look(at: home) { store in try store.read { try Registry.member(id, in: $0) } }
    }
}
