import Consensus
import LedgerCore

/// Days that change, and what befalls single nodes.
extension Cluster {
    func changeWeather() {
        epoch += 1
        queue.add(.weather, at: now + 200 + random.milliseconds(upTo: 2_500))
        if !isMended {
            weather = .drawn(nodes: nodes.count, with: &random)
            note("weather: \(weather)")
        }
        reconnect()
    }

    func haveIncident() {
        guard !isMended else { return }
        queue.add(.incident, at: now + 100 + random.milliseconds(upTo: 1_500))
        let node = random.pick(nodes)
        switch random.below(10) {
        case 0: crash(node, forMilliseconds: 1 + random.milliseconds(upTo: 2_000))
        case 1: node.disk.isFull.toggle()
        case 2: node.disk.slowness = node.disk.slowness > 0 ? 0 : random.pick([50, 300, 1_200])
        case 3:
            counts[.clockJump] += 1
            node.clock.jump(by: random.milliseconds(-2_500...2_500))
        case 4: if node.isHonest { node.disk.keepBackup() }
        case 5: restore(node)
        case 6: node.clock.set(right: random.milliseconds(-300...300))
        case 7, 8: fetch()
        default: node.disk.isFull = false
        }
    }

    /// The disk is lost, and somebody puts an older copy in its place.
    private func restore(_ node: SimulatedNode) {
        // One at a time: who is restored is as good as faulty until it has caught up.
        guard node.isHonest, node.isUp, plan.restores,
            !nodes.contains(where: \.isDoubted)
        else { return }
        crash(node, forMilliseconds: 1 + random.milliseconds(upTo: 1_000))
        let before = node.disk.stored.waiting.map(\.id)
        guard node.restoreBackup() else { return }
        counts[.restore] += 1
        note("\(node.index) is restored from a backup")
        // What only this disk held is gone with it.
        for id in before where !nodes.contains(where: { $0.isHonest && $0.holds(id) }) {
            clients.release(id)
        }
    }
}
