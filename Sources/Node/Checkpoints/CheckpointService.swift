import Consensus
import LedgerCore
import ServiceLifecycle

/// Cosigns the checkpoints of decided blocks (``CheckpointPace``), and the last one again from time to time.
///
/// Spec: Docs/Spec/Consensus.md §12.
struct CheckpointService: Service {
    let engine: LedgerEngine
    let keeper: CheckpointKeeper
    let hub: PeerHub

    /// Freshness without blocks: a client that demands a checkpoint of the last hour always gets one.
    static let againSeconds: UInt64 = 1_200
    /// How soon a peer that has come hears of this node's word; after a start nobody has anybody else's.
    private static let lookMilliseconds = 100
    /// How soon what a peer may have missed is sent again, while a quorum is missing, in looks.
    private static let looksUntilAgain = 20

    func run() async throws {
        await cancelWhenGracefulShutdown {
            await withDiscardingTaskGroup { group in
                group.addTask { await cosign() }
                group.addTask { await repeatItself() }
            }
        }
    }

    /// Each block as it is decided, in order.
    private func cosign() async {
        var pace = CheckpointPace()
        await withDiscardingTaskGroup { group in
            for await head in engine.heads where head.stateIsProven {
                if pace.begins(head.blockTime) {
                    sign(head)
                } else {
                    keeper.decided(
                        size: head.logSize, root: head.logRoot, validators: head.validatorRecords)
                    group.addTask { await signUnlessFollowed(head) }
                }
            }
            group.cancelAll()
        }
    }

    /// The last of many is signed when it has been the last for long enough.
    private func signUnlessFollowed(_ head: LedgerSnapshot) async {
        try? await Task.sleep(for: .milliseconds(CheckpointPace.milliseconds))
        guard !Task.isCancelled else { return }
        if engine.snapshot.height == head.height { sign(head) }
    }

    private func sign(_ head: LedgerSnapshot) {
        tell(
            keeper.decided(
                size: head.logSize, root: head.logRoot, at: UTCText.seconds(),
                validators: head.validatorRecords))
    }

    private func repeatItself() async {
        var signedAt = UTCText.seconds()
        var told: Set<PeerID> = []
        var looks = 0
        while !Task.isCancelled {
            try? await Task.sleep(for: .milliseconds(Self.lookMilliseconds))
            looks += 1
            let now = UTCText.seconds()
            if now >= signedAt + Self.againSeconds {
                signedAt = now
                tell(keeper.again(at: now, validators: engine.snapshot.validatorRecords))
            } else if let own = keeper.own {
                let connected = hub.connected
                let isDue = looks.isMultiple(of: Self.looksUntilAgain) && !keeper.isComplete
                hub.send(
                    .cosigned(own, wantsAnswer: true),
                    to: isDue ? connected : connected.filter { !told.contains($0) })
                told = Set(connected)
            }
        }
    }

    private func tell(_ note: SignedNote?) {
        guard let note else { return }
        hub.send(.cosigned(note, wantsAnswer: false), to: hub.connected)
    }
}
