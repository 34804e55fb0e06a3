package import LedgerCore
package import Storage

/// Why a question has no answer.
package enum QueryError: Error, Equatable, Sendable {
    /// The index or the ledger cannot be read; the node stops on it.
    case storage(StorageError)
    /// The index does not follow the ledger: a height is missing between them.
    case gap(index: Height, block: Height)
    /// What the ledger kept for the index does not decode.
    case effects(height: Height, reason: String)
    /// The ledger cannot be executed again: a content that is needed was purged.
    case notReplayable(height: Height, reason: String)
}

extension QueryError {
    init(_ error: any Error) {
        switch error {
        case let error as QueryError: self = error
        default: self = .storage(StorageError(error))
        }
    }
}
