import LedgerCore
import Logging
import Synchronization

/// How far a node that joins has come: for the log, and for whoever asks the node meanwhile.
final class JoinProgress: Sendable {
    enum Stage: Hashable, Sendable {
        /// Looking for a peer that has a snapshot.
        case looking
        /// A peer makes a snapshot.
        case waiting(peer: String)
        case fetching(height: Height, done: Int, of: Int)
        /// Building the ledger: keys done.
        case installing(height: Height, done: Int, of: Int)
    }

    private struct State {
        var stage = Stage.looking
        var logged: ContinuousClock.Instant?
        var loggedKind: Int?
    }

    private static let logEvery = Duration.seconds(5)
    private let logger: Logger
    private let state = Mutex(State())

    init(logger: Logger) {
        self.logger = logger
    }

    var stage: Stage { state.withLock { $0.stage } }

    /// One line for each kind of stage, and one every few seconds within it.
    func reached(_ stage: Stage) {
        let isNews = state.withLock { state in
            state.stage = stage
            let isNews =
                state.loggedKind != stage.kind
                || state.logged.map { $0.duration(to: .now) >= Self.logEvery } ?? true
            if isNews { (state.logged, state.loggedKind) = (.now, stage.kind) }
            return isNews
        }
        if isNews { logger.notice("joining by snapshot: \(stage.text)") }
    }
}

extension JoinProgress.Stage {
    fileprivate var kind: Int {
        switch self {
        case .looking: 0
        case .waiting: 1
        case .fetching: 2
        case .installing: 3
        }
    }

    var text: String {
        switch self {
        case .looking: "asking the peers for a snapshot"
        case .waiting(let peer): "\(peer) makes a snapshot"
        case .fetching(let height, let done, let count):
            "the state of block \(height): \(done) of \(count) chunks are here"
        case .installing(let height, let done, let count):
            "the state of block \(height): \(done) of \(count) keys are in place"
        }
    }
}
