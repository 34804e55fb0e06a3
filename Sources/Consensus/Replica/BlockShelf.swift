package import LedgerCore

/// The blocks of one height that this validator has seen, with what is known of them.
package struct BlockShelf: Sendable {
    package enum Standing: Equatable, Sendable {
        /// Nobody was asked yet.
        case unjudged
        /// The host executes it.
        case judging
        case valid
        case invalid(reason: String)
    }

    private struct Entry: Sendable {
        let block: Block
        var standing: Standing
    }

    private var entries: [BlockID: Entry] = [:]

    package init() {}

    package func block(_ id: BlockID) -> Block? { entries[id]?.block }

    /// Nil for a block that is not here.
    package func standing(_ id: BlockID) -> Standing? { entries[id]?.standing }

    /// Puts a block there under its id, unless it is there.
    package mutating func insert(_ block: Block, id: BlockID, standing: Standing) {
        guard entries[id] == nil else { return }
        entries[id] = Entry(block: block, standing: standing)
    }

    package mutating func set(_ standing: Standing, for id: BlockID) {
        entries[id]?.standing = standing
    }

    /// Forgets all others.
    package mutating func keep(only ids: Set<BlockID>) {
        entries = entries.filter { ids.contains($0.key) }
    }
}
