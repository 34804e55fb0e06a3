package import LedgerCore
package import Storage

/// A question for the claim accounts of a member, read from the state itself.
///
/// Spec: Docs/Spec/MassBalance.md §12.3.
package struct ClaimAccountSearch: Sendable {
    package let holder: MemberID

    /// Rows read at once.
    private static let rowsMax = 1_000

    package init(holder: MemberID) {
        self.holder = holder
    }

    /// In the order of their keys: places, classes, claims, units, periods. Accounts whose period is over
    /// are among them.
    ///
    /// - Parameters:
    ///   - after: the key that the page before ended with.
    ///   - limit: at most 1,000.
    package func page(
        after: Bytes?, limit: Int, in reader: LedgerReader
    ) throws(StorageError) -> ClaimAccountPage {
        precondition((1...ClaimAccountSearch.rowsMax).contains(limit), "a page of another size")
        // One more tells whether there are more.
        let rows = try reader.values(of: .claimAccount, after: after ?? start, limit: limit + 1)
        var found: [ClaimAccountFacts] = []
        for row in rows {
            guard let account = try? ClaimAccount(decoding: row.id),
                let leaf = try? ClaimAccountLeaf(decoding: row.value)
            else { throw .corrupt("a claim account that does not decode") }
            guard account.holder == holder, found.count < limit else {
                let isMore = account.holder == holder
                return ClaimAccountPage(
                    found: found, next: isMore ? found.last?.account.encoded() : nil,
                    height: try reader.head().height)
            }
            found.append(ClaimAccountFacts(account: account, leaf: leaf))
        }
        return ClaimAccountPage(found: found, next: nil, height: try reader.head().height)
    }

    /// Whether a key is one of the member's: a page may go on from it.
    package func isPlace(_ key: Bytes) -> Bool {
        (try? ClaimAccount(decoding: key))?.holder == holder
    }

    /// Stands before all keys of the member: an array of six whose first is its id.
    private var start: Bytes {
        var writer = CBORWriter()
        writer.array(count: 6)
        writer.value(holder)
        return writer.output
    }
}

/// Some claim accounts, as they stand at a height.
package struct ClaimAccountPage: Equatable, Sendable {
    package let found: [ClaimAccountFacts]
    /// The key of the last one, where there are more.
    package let next: Bytes?
    package let height: Height
}

/// A claim account of one period.
package struct ClaimAccountFacts: Equatable, Sendable {
    package let account: ClaimAccount
    package let leaf: ClaimAccountLeaf

    package init(account: ClaimAccount, leaf: ClaimAccountLeaf) {
        self.account = account
        self.leaf = leaf
    }
}
