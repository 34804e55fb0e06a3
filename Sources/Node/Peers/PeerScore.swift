/// How badly a peer behaves: points for each message that no honest program sends, one forgiven a
/// second. At the limit nothing is taken from it for a minute.
struct PeerScore: Hashable, Sendable {
    static let limit = 100
    static let banSeconds = 60
    private static let blamePoints = 20

    private var points = 0
    private var updated: ContinuousClock.Instant?
    private var bannedUntil: ContinuousClock.Instant?

    mutating func blame(at now: ContinuousClock.Instant) {
        points = min(Self.limit, points(at: now) + Self.blamePoints)
        updated = now
        if points == Self.limit { bannedUntil = now + .seconds(Self.banSeconds) }
    }

    func points(at now: ContinuousClock.Instant) -> Int {
        guard let updated else { return 0 }
        return max(0, points - Int(clamping: updated.duration(to: now).components.seconds))
    }

    func isBanned(at now: ContinuousClock.Instant) -> Bool { bannedUntil.map { now < $0 } ?? false }
}
