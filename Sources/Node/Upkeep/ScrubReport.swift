import LedgerCore
import Synchronization

/// What the scrub has found of late.
final class ScrubReport: Sendable {
    struct Standing: Hashable, Sendable {
        /// Walks over everything that have ended since the start.
        var rounds: UInt64 = 0
        /// Where the walk is.
        var height = Height.genesis
        /// Files of the archive that are away or damaged, as of the last round and this one.
        var damage: [String] = []
    }

    /// More of them tell nobody more.
    private static let damageMax = 16

    private let state = Mutex((standing: Standing(), thisRound: [String]()))

    var standing: Standing { state.withLock { $0.standing } }

    func passed(_ height: Height) {
        state.withLock { $0.standing.height = height }
    }

    /// - Returns: whether it is news.
    func found(_ damage: String) -> Bool {
        state.withLock { state in
            if !state.thisRound.contains(damage), state.thisRound.count < Self.damageMax {
                state.thisRound.append(damage)
            }
            guard !state.standing.damage.contains(damage),
                state.standing.damage.count < Self.damageMax
            else { return false }
            state.standing.damage.append(damage)
            return true
        }
    }

    /// What was not found again is mended.
    func roundEnded() {
        state.withLock { state in
            state.standing.rounds += 1
            state.standing.height = .genesis
            state.standing.damage = state.thisRound
            state.thisRound = []
        }
    }
}
