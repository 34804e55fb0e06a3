import Foundation
import LedgerCore
import Metrics
import Storage

/// Levels that are read when somebody asks, rather than kept up.
struct NodeGauges: Sendable {
    let registry: MetricsRegistry
    let engine: LedgerEngine
    let checkpoints: CheckpointKeeper
    let rooms: [ConnectionTelemetry.Port: ConnectionRoom]
    let scrub: ScrubReport
    let started: ContinuousClock.Instant

    func refresh() {
        let snapshot = engine.snapshot
        set(MetricNames.height, Int64(clamping: snapshot.height.rawValue))
        set(MetricNames.lowestBlock, Int64(clamping: snapshot.base.rawValue))
        set(MetricNames.logSize, Int64(clamping: snapshot.logSize))
        set(MetricNames.pool, Int64(engine.agreement.poolCount))
        set(MetricNames.queueDepth, Int64(engine.queueDepth))
        let peers = engine.peers.views()
        let agreement = engine.agreement
        set(MetricNames.peersConnected, Int64(peers.count(where: \.isConnected)))
        set(
            MetricNames.peerMessagesDropped,
            Int64(clamping: peers.reduce(0) { $0 &+ $1.dropped }))
        set(MetricNames.agreementRound, Int64(agreement.round.rawValue))
        set(
            MetricNames.validatorsPresent,
            Int64(agreement.validatorsPresent(of: snapshot.validators, among: peers)))
        set(MetricNames.checkpointSize, Int64(clamping: checkpoints.servedSize ?? 0))
        // order-free: each has its own gauges.
        for (port, room) in rooms {
            set(MetricNames.connections, Int64(room.count), [port.label])
            set(
                MetricNames.connectionsCrowded, Int64(clamping: room.crowdedCount), [port.label])
        }
        let walk = scrub.standing
        set(MetricNames.scrubRounds, Int64(clamping: walk.rounds))
        set(MetricNames.scrubHeight, Int64(clamping: walk.height.rawValue))
        set(MetricNames.scrubDamage, Int64(walk.damage.count))
        if let use = try? engine.store.diskUse() { set(use) }
        set(MetricNames.uptime, (ContinuousClock.now - started).components.seconds)
        if let bytes = Self.residentBytes() { set(MetricNames.residentBytes, bytes) }
    }

    private func set(_ use: DiskUse) {
        let parts = [
            ("ledger", use.ledgerBytes), ("free", use.freeBytes), ("log", use.logBytes),
            ("index", use.indexBytes), ("archive", use.archiveBytes),
        ]
        for (part, bytes) in parts {
            set(MetricNames.diskBytes, Int64(bytes), [("part", part)])
        }
    }

    private func set(_ name: String, _ level: Int64, _ labels: [(String, String)] = []) {
        registry.makeMeter(label: name, dimensions: labels).set(level)
    }

    /// The second number of `/proc/self/statm`, in pages.
    private static func residentBytes() -> Int64? {
        guard let text = try? String(contentsOfFile: "/proc/self/statm", encoding: .ascii) else {
            return nil
        }
        let fields = text.split(separator: " ")
        guard fields.count > 1, let pages = Int64(fields[1]) else { return nil }
        return pages * Int64(getpagesize())
    }
}
