import Consensus
import LedgerCore

/// Ranges of decided blocks that a host fetches beside its replica.
///
/// Spec: Docs/Spec/Sync.md §4.
extension Cluster {
    /// A node that is behind an honest one takes over some of its blocks.
    func fetch() {
        let up = honest.filter(\.isUp)
        let highest = up.map(\.height).max() ?? 0
        let behind = up.filter { $0.height < highest && !$0.isFetching }
        guard !behind.isEmpty else { return }
        let node = random.pick(behind)
        let source = random.pick(up.filter { $0.height > node.height })
        note("\(node.index) fetches blocks from \(source.index)")
        node.isFetching = true
        give(.hostCatchesUp(true), to: node)
        expect(1 + random.below(6), for: node, from: source)
    }

    private func expect(_ blocks: Int, for node: SimulatedNode, from source: SimulatedNode) {
        queue.add(
            .fetched(by: node.index, from: source.index, life: node.life, blocks: blocks),
            at: now + 5 + random.milliseconds(upTo: 400))
    }

    func fetched(_ blocks: Int, by node: SimulatedNode, from source: SimulatedNode) {
        guard blocks > 0, source.isUp,
            let decided = source.disk.stored.decided(node.books.next.height)
        else { return endFetching(by: node) }
        // Who had to wait for this one asks others as well.
        if random.chance(perMille: 100) { give(.hostCatchesUp(false), to: node) }
        guard node.isUp else { return }
        // One thread writes, and takes over nothing while a write of its own is under way.
        guard node.disk.oldest == nil, !node.isCommitting else {
            return expect(blocks, for: node, from: source)
        }
        if node.disk.isFull {
            counts[.fullDisk] += 1
            return crash(node, forMilliseconds: 500 + random.milliseconds(upTo: 3_000))
        }
        if node.replica.state.step != .idle { counts[.takeOver] += 1 }
        note("\(node.index) takes over block \(decided.block.height) of \(source.index)")
        node.disk.write(.commit(decided), execution: node.executed[decided.block.id])
        fault(node.disk.sync(), of: node)
        committed(decided, at: node)
        guard node.isUp else { return }
        if random.chance(perMille: 900) { give(.hostCatchesUp(true), to: node) }
        guard node.isUp else { return }
        expect(blocks - 1, for: node, from: source)
    }

    private func endFetching(by node: SimulatedNode) {
        node.isFetching = false
        give(.hostCatchesUp(false), to: node)
    }
}
