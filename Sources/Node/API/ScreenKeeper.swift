import LedgerCore
import Query

/// The last screening of the index, which all who ask share.
///
/// Spec: Docs/Spec/Screen.md §4.
actor ScreenKeeper {
    static let restMilliseconds: Int64 = 30_000

    private let index: QueryIndex
    private let clock: @Sendable () -> Int64
    private var last: (screen: Screen, at: Int64)?
    private var running: Task<Screen, any Error>?

    /// - Parameter clock: Milliseconds since 1970.
    init(
        index: QueryIndex, clock: @escaping @Sendable () -> Int64 = { UTCText.milliseconds() }
    ) {
        self.index = index
        self.clock = clock
    }

    /// The last one, where the ledger has not grown since or it is fresh; otherwise a new one.
    func screen() async throws -> Screen {
        let now = clock()
        if let last, last.screen.height == index.height || isFresh(last.at, at: now) {
            return last.screen
        }
        if let running { return try await running.value }
        let task = Task { [index] in try await index.read { try $0.screen() } }
        running = task
        defer { running = nil }
        let screen = try await task.value
        last = (screen, clock())
        return screen
    }

    private func isFresh(_ time: Int64, at now: Int64) -> Bool {
        now >= time && now - time < Self.restMilliseconds
    }
}
