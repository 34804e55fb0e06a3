package import LedgerCore

/// Why the pool does not take a transaction.
package enum PoolRefusal: Error, Equatable, Sendable {
    case tooLarge(bytes: Int, max: Int)
    /// Too late, or valid for longer than the chain allows.
    case expiry(TransactionHeader.ExpiryFault)
    /// The pool holds as much as it may.
    case full(retryAfterMilliseconds: Int64)
    /// The pool holds as much of this member as it may.
    case memberFull(MemberID, retryAfterMilliseconds: Int64)
    /// The member sends faster than it may.
    case overQuota(MemberID, retryAfterMilliseconds: Int64)

    /// When it makes sense to try again; nil where it never does.
    package var retryAfterMilliseconds: Int64? {
        switch self {
        case .tooLarge, .expiry: nil
        case .full(let wait), .memberFull(_, let wait), .overQuota(_, let wait): wait
        }
    }
}
