package import LedgerCore

/// Where this copy of the ledger comes from.
///
/// A validator signs only from its own home. A home that was copied or restored may be older than
/// what its key has signed since, and one that was just made may stand in for a home that is gone. So
/// they start in watch mode until an operator adopts them, or the peers have shown that nothing
/// unknown was signed.
///
/// Spec: Docs/Spec/Storage.md §6.
package enum HomeOrigin: Equatable, Sendable {
    /// Made here, and never anywhere else.
    case own
    /// Made here, and nothing was signed in it yet: whether its key has signed elsewhere is not known.
    case unproven
    /// Restored from a backup at this moment, and not adopted since.
    case restored(at: Timestamp)
    /// The file is not the one that was written last: somebody copied the home.
    case copied
}

/// A random name for one copy of a ledger; a restored or adopted home gets a new one.
package struct HomeInstance: Hashable, Sendable {
    /// Sixteen bytes.
    package let bytes: Bytes

    static func random() -> HomeInstance {
        var generator = SystemRandomNumberGenerator()
        return HomeInstance(bytes: (0..<16).map { _ in generator.next() })
    }
}

extension HomeInstance: CustomStringConvertible {
    package var description: String { bytes.hex }
}
