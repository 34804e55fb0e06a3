import LedgerCore
import Storage

/// What an operator must know of a home that was not made where it stands.
enum HomeNotice {
    /// `nil` for a home of its own.
    static func text(_ store: LedgerStore) -> String? {
        switch store.origin {
        case .own, .unproven: nil
        case .restored(let moment):
            "This home was restored from a backup at \(moment.text): what its node signed after the "
                + "backup was taken is not in it. Never run it while the original still runs."
        case .copied:
            "This home is a copy: its ledger is not the file that was written last. Never run two "
                + "of one home; daftar backup and restore make a copy that knows what it is."
        }
    }
}
