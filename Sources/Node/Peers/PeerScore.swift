/// How badly a peer behaves: points for each message that no honest program sends, one forgiven a
/// second. At the limit nothing is taken from it until enough are forgiven.
struct PeerScore: Hashable, Sendable {
    static let limit = 100
    private static let blamePoints = 20
    private static let pointsMax = 160

    private var points = 0
    private var updated: ContinuousClock.Instant?

    mutating func blame(at now: ContinuousClock.Instant) {
        points = min(Self.pointsMax, points(at: now) + Self.blamePoints)
        updated = now
    }

    func points(at now: ContinuousClock.Instant) -> Int {
        guard let updated else { return 0 }
        return max(0, points - Int(clamping: updated.duration(to: now).components.seconds))
    }

    func isBanned(at now: ContinuousClock.Instant) -> Bool { points(at: now) >= Self.limit }
}
