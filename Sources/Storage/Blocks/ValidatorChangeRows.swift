import GRDB
package import LedgerCore

/// The blocks after which other validators are in force, with those: how trust in the genesis reaches
/// a later block without all that lies between.
enum ValidatorChangeRows {
    /// Remembers a block that changes the validators; any other is none of its business.
    static func insert(
        _ block: CommittedBlock, state: StateUpdate, in database: Database
    ) throws(StorageError) {
        let header = block.header
        guard header.nextValidatorSetHash != header.validatorSetHash else { return }
        let leaf = state.changes.first { $0.key == .validators }?.value
        guard let leaf, let next = try? ValidatorsLeaf(decoding: leaf).set,
            next.hash == header.nextValidatorSetHash
        else { preconditionFailure("a block that changes the validators writes who they are") }
        try insert(
            ValidatorSetChange(
                header: header, certificate: block.decided.certificate, next: next), in: database)
    }

    static func insert(
        _ change: ValidatorSetChange, in database: Database
    ) throws(StorageError) {
        try PreparedStatement(
            database, "INSERT OR REPLACE INTO validator_changes (height, change) VALUES (?, ?)"
        ).run(.height(change.header.height), .blob(change.encoded()))
    }
}

extension LedgerReader {
    /// Every change of the validators up to a height, in order; those below the base too.
    package func validatorChanges(
        through height: Height
    ) throws(StorageError) -> [ValidatorSetChange] {
        try PreparedStatement(
            database, "SELECT change FROM validator_changes WHERE height <= ? ORDER BY height"
        ).all(.height(height)) { row throws(StorageError) in
            try row.decoded(0, as: ValidatorSetChange.self)
        }
    }

    /// The validators that a block brought into force; nil for a block that changed nothing.
    package func validatorChange(
        at height: Height
    ) throws(StorageError) -> ValidatorSetChange? {
        try PreparedStatement(database, "SELECT change FROM validator_changes WHERE height = ?")
            .first(.height(height)) { row throws(StorageError) in
                try row.decoded(0, as: ValidatorSetChange.self)
            }
    }
}
