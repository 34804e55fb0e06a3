import Consensus
import LedgerCore

/// Crashes, starts, and who is connected to whom.
extension Cluster {
    func crash(_ node: SimulatedNode, forMilliseconds down: Int64) {
        guard node.isUp else { return }
        counts[.crash] += 1
        note("\(node.index) crashes")
        let loss = node.disk.crash(with: &random)
        counts[.lostTail] += loss.lost
        counts[.tornWrite] += loss.torn
        if let fault = loss.fault, node.isHonest { oracle.fail("disk of \(node.index): \(fault)") }
        if let decided = loss.committed, node.isHonest { honestCommitted(decided, by: node) }
        if node.behaviour.does(.amnesiac) {
            counts[.amnesia] += 1
            node.disk.forgetVotes()
        }
        node.stop()
        for other in nodes where other.isUp && other !== node {
            disconnected(node, from: other)
        }
        queue.add(.restart(node.index), at: now + down)
    }

    func restart(_ node: SimulatedNode) {
        note("\(node.index) starts at height \(node.books.next.height)")
        node.syncedUntil = now
        node.start(at: time(of: node))
        give(.start, to: node)
        guard node.isUp else { return }
        connect(node)
        guard node.isUp else { return }
        offerNew(of: node)
    }

    func connect(_ node: SimulatedNode) {
        for other in nodes where !isSameValidator(node, other) && other.isUp && node.isUp {
            connected(other, to: node)
            connected(node, to: other)
        }
    }

    private func connected(_ peer: SimulatedNode, to node: SimulatedNode) {
        guard node.isUp else { return }
        node.relay.connected(peer.peerID)
        give(.peerConnected(peer.peerID), to: node)
        guard node.isUp else { return }
        send(node.relay.offer(node.pool.ids, to: peer.peerID), from: node)
    }

    private func disconnected(_ peer: SimulatedNode, from node: SimulatedNode) {
        node.relay.disconnected(peer.peerID)
        give(.peerDisconnected(peer.peerID), to: node)
    }

    /// Connections on which something was lost are made again.
    func reconnect() {
        for one in nodes {
            for other in nodes where other.index > one.index && one.isUp && other.isUp {
                let there = one.index * nodes.count + other.index
                let back = other.index * nodes.count + one.index
                guard broken[there] || broken[back] else { continue }
                broken[there] = false
                broken[back] = false
                disconnected(other, from: one)
                disconnected(one, from: other)
                connected(other, to: one)
                connected(one, to: other)
            }
        }
    }

    func isSameValidator(_ node: SimulatedNode, _ other: SimulatedNode) -> Bool {
        node === other || (node.validator != nil && node.validator == other.validator)
    }

    /// Everybody is up, reaches everybody, and has the right time, from now on.
    package func mend() {
        isMended = true
        note("everything is mended")
        crashPerMille = 0
        weather = .mended(with: &random)
        for node in nodes {
            node.disk.isFull = false
            node.disk.slowness = 0
            node.clock.set(right: random.milliseconds(-300...300))
        }
        for node in nodes where !node.isUp { restart(node) }
        for node in nodes { connect(node) }
    }
}
