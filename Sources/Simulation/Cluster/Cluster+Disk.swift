import Consensus
import LedgerCore

/// Writes, and what follows once they are on the disk.
extension Cluster {
    /// Writes into the cache; the sync takes a while, one write after the other.
    func write(_ frame: Frame, of node: SimulatedNode, execution: Execution? = nil) {
        if node.disk.isFull {
            counts[.fullDisk] += 1
            note("the disk of \(node.index) is full")
            return crash(node, forMilliseconds: 500 + random.milliseconds(upTo: 3_000))
        }
        if node.disk.slowness > 0 { counts[.slowDisk] += 1 }
        node.disk.write(frame, execution: execution)
        let wait = random.milliseconds(upTo: 8) + node.disk.slowness
        let due = max(now + wait, node.syncedUntil)
        node.syncedUntil = due
        queue.add(.synced(node.index, life: node.life), at: due)
    }

    func synced(_ node: SimulatedNode) {
        switch node.disk.oldest {
        case .record(let record):
            do throws(DiskFault) {
                give(.persisted(try node.disk.record(record)), to: node)
            } catch {
                if node.isHonest { oracle.fail("log of \(node.index): \(error.reason)") }
            }
        case .commit(let decided):
            fault(node.disk.sync(), of: node)
            committed(decided, at: node)
        case .pool(let transactions):
            fault(node.disk.sync(), of: node)
            admitted(transactions, at: node)
        case nil: preconditionFailure("each write is synced once")
        }
    }

    func fault(_ fault: String?, of node: SimulatedNode) {
        if let fault, node.isHonest { oracle.fail("disk of \(node.index): \(fault)") }
    }
}
