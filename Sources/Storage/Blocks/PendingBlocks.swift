package import LedgerCore

/// Blocks behind the committed head that are not on disk yet, with the state they lead to.
///
/// A node that catches up executes one block on the state of the one before and writes several in one
/// durable transaction. Nothing of them is to be seen until `LedgerStore.commit` returns.
///
/// For the thread that writes the ledger; worthless once anything else was committed.
package struct PendingBlocks: StateReading {
    struct Entry {
        let block: CommittedBlock
        let state: StateUpdate
        let effects: Bytes
    }

    /// As many blocks as the ledger keeps the effects of, so that an index that a crash leaves behind
    /// by all of them still catches up without executing anything.
    package static let countMax = LedgerStore.effectsKept

    /// Which versions of the state tree a commit of several blocks leaves.
    package enum Versions: Sendable {
        /// That of each block, as if each had been committed alone.
        case all
        /// That of the last block alone: for a node so far behind that the others would be gone before
        /// anybody could ask for them.
        case last
        /// None, and no tree at all, for a node at the beginning of a long way: `completeTree()` makes it of the
        /// whole state at the end.
        case none
    }

    /// Where the ledger will stand.
    package private(set) var head: LedgerHead
    /// Where it stands.
    let base: LedgerHead
    private(set) var entries: [Entry] = []
    private(set) var log: LogAppender

    package let versions: Versions
    private let store: LedgerStore
    /// Whether what blocks change need not be gathered.
    private let isForOne: Bool
    private var values: [StateKey: Bytes?] = [:]
    /// The newest node at each path where there is a new one.
    private(set) var nodes: [StateTreePath: (version: Height, row: Bytes)] = [:]
    /// Paths at which a block has left nothing.
    private(set) var removed: Set<StateTreePath> = []

    /// - Parameter isForOne: one block is appended and committed, with its version of the tree, and nothing
    ///   executed on it.
    package init(
        on store: LedgerStore, keeping versions: Versions = .all, isForOne: Bool = false
    ) {
        precondition(!isForOne || versions == .all, "one block leaves its version")
        self.store = store
        self.versions = versions
        self.isForOne = isForOne
        base = store.head
        head = base
        log = LogAppender(base.log)
    }

    package var count: Int { entries.count }

    /// What all blocks together change, in no order.
    var changes: [StateChange] {
        if isForOne { return entries.flatMap(\.state.changes) }
        // order-free: `StateRows` sorts by the order of its table.
        return values.map { StateChange(key: $0.key, value: $0.value) }
    }

    package func value(for key: StateKey) throws(StateReadError) -> Bytes? {
        if let value = values[key] { return value }
        return try store.committedState.value(for: key)
    }

    /// The root of the state tree after these changes, with the nodes that a commit would write.
    ///
    /// - Parameter changes: ascending by key, each key once, as `StateOverlay.changes` gives them.
    package func stateUpdate(_ changes: [StateChange]) throws(StorageError) -> StateUpdate {
        let tree = try store.committedState.readTree { rows throws(StorageError) in
            try PendingNodes(pending: nodes, rows: rows).tree(after: changes, to: head.height)
        }
        return StateUpdate(changes: changes, base: head.blockID, tree: tree)
    }

    /// The same where no tree is kept.
    ///
    /// - Parameter root: what the block's header says; `completeTree()` holds the last one against the state.
    package func stateUpdate(_ changes: [StateChange], claiming root: Digest) -> StateUpdate {
        precondition(versions == .none, "a root that can be computed is not believed")
        return StateUpdate(changes: changes, base: head.blockID, claiming: root)
    }

    /// Adds the next block.
    ///
    /// That it follows the last one, and has the roots that its header names, are facts the caller has
    /// established: they trap.
    ///
    /// - Parameter effects: what projections need to know of the block beside its bytes.
    package mutating func append(
        _ block: CommittedBlock, state: StateUpdate, effects: Bytes = []
    ) {
        let header = block.header
        precondition(count < PendingBlocks.countMax, "more blocks than effects are kept of")
        precondition(!isForOne || entries.isEmpty, "a second block")
        precondition(header.chain == store.chainID, "a block of another chain")
        precondition(header.height == head.height.next, "a block that does not follow the head")
        precondition(header.previous == head.blockID, "a block on another block")
        let transactions = block.decided.block.body.transactions
        precondition(block.outcomes.count == transactions.count, "one outcome a transaction")
        precondition(
            block.decided.certificate.blockID == header.id, "a certificate of another block")
        precondition(state.base == head.blockID, "a state update on another block")
        precondition(state.root == header.stateRoot, "another state than the header's")
        precondition((state.tree == nil) == (versions == .none), "a tree with holes")

        for transaction in transactions { log.append(entry: transaction.envelope.bytes) }
        precondition(log.frontier.size == header.logSize, "the header's log size")
        precondition(log.frontier.root == header.logRoot, "the header's log root")
        log.append(entry: header.encoded())
        entries.append(Entry(block: block, state: state, effects: effects))
        if !isForOne { gather(state) }
        head = LedgerHead(
            height: header.height, blockID: header.id, stateRoot: header.stateRoot,
            log: log.frontier)
    }

    private mutating func gather(_ state: StateUpdate) {
        for change in state.changes { values.updateValue(change.value, forKey: change.key) }
        guard let tree = state.tree else { return }
        for path in tree.removed {
            nodes[path] = nil
            removed.insert(path)
        }
        for (key, row) in tree.nodes {
            nodes[key.path] = (key.version, row)
            removed.remove(key.path)
        }
    }
}

/// Nodes of blocks that wait to be written, before those on disk.
private struct PendingNodes: StateTreeNodeStore {
    let pending: [StateTreePath: (version: Height, row: Bytes)]
    let rows: CommittedNodes

    func node(_ key: StateTreeNodeKey) throws(StateReadError) -> Bytes? {
        if let found = pending[key.path], found.version == key.version { return found.row }
        return try rows.node(key)
    }
}
