import LedgerCore
import Storage
package import Traceability

extension QueryIndex {
    /// When goods on the road count as received, by the rules of the next block; nil for never.
    package func acceptance(by book: RuleBook = .current) async throws -> AcceptanceRules? {
        try await ledger.read { ledger in
            try book.rules(at: ledger.head().height.next, in: ledger).acceptance
        }
    }
}
