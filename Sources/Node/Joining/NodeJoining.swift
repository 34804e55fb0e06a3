/// When a node begins with the state of its peers in place of their blocks.
///
/// Spec: Docs/Spec/Sync.md §5.2; Docs/Operations.md §3.
package struct NodeJoining: Hashable, Sendable {
    package enum Way: String, Sendable, CaseIterable {
        /// A home in which no block has happened takes a snapshot, any other one blocks.
        case auto
        /// A home that is far behind gives up the blocks that it has as well, and fetches them again.
        case snapshot
        /// Always by blocks.
        case blocks
    }

    package var way: Way
    /// For so few blocks a home without any does not take a snapshot.
    var newGap: UInt64 = 64
    /// As far behind a home with blocks of its own has to be.
    var usedGap: UInt64 = 10_000

    package init(way: Way = .auto) {
        self.way = way
    }

    /// How far above the head a snapshot has to be; nil where none is wanted.
    func gap(hasBlocks: Bool) -> UInt64? {
        switch way {
        case .blocks: nil
        case .auto: hasBlocks ? nil : newGap
        case .snapshot: hasBlocks ? usedGap : newGap
        }
    }
}
