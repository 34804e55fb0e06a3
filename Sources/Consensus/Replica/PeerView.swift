package import LedgerCore

/// What is known of a connected peer.
package struct PeerView: Sendable {
    /// Answers to one peer are at least this far apart, unless it has moved on.
    package static let answerIntervalMilliseconds: Int64 = 250

    /// Its last word on what it has.
    package var status: Status?
    /// The latest height it spoke of. A claim: it says whom to ask, never where to go.
    package private(set) var heightClaimed = Height.genesis
    /// The latest height of which it said something that came too early to be kept.
    private var heightMissed = Height.genesis
    /// The last height of which it sent the decided block.
    private var heightGiven: Height?
    private var asks = 0
    /// When one's own status was sent to it last, for a height that was one's own then.
    private var toldAt: (moment: Timestamp, height: Height)?
    private var answeredAt: (moment: Timestamp, height: Height)?

    package init() {}

    mutating func claims(_ height: Height) {
        heightClaimed = max(heightClaimed, height)
    }

    mutating func missed(_ height: Height) {
        heightMissed = max(heightMissed, height)
    }

    mutating func gave(_ height: Height) {
        heightGiven = height
    }

    /// Whether it may have decided a height: it speaks of a later one, or it said something of this one
    /// when that was too early, and will not say it again if it is done with it. Who gave the block before
    /// is asked once, since it answers for one height at a time and need not have said where it is.
    func mayHaveDecided(_ height: Height) -> Bool {
        heightClaimed > height || heightMissed >= height || heightGiven?.next == height
    }

    /// It was asked for a block; asked too often in vain, it is no longer believed to have it.
    mutating func wasAsked(at height: Height) {
        heightGiven = nil
        asks += 1
        guard asks >= Replica.asksMax else { return }
        asks = 0
        heightClaimed = height
        heightMissed = .genesis
    }

    /// A height was decided, so asking is not in vain.
    mutating func heightPassed() {
        asks = 0
        status = nil
    }

    /// Whether to send it one's status now, outside of the regular ones; notes it as sent.
    mutating func mayTell(_ height: Height, at now: Timestamp) -> Bool {
        PeerView.may(&toldAt, height, now)
    }

    /// Whether to answer its status of a height now; notes it as answered.
    mutating func mayAnswer(_ height: Height, at now: Timestamp) -> Bool {
        PeerView.may(&answeredAt, height, now)
    }

    private static func may(
        _ last: inout (moment: Timestamp, height: Height)?, _ height: Height, _ now: Timestamp
    ) -> Bool {
        if let last, height <= last.height,
            (0..<answerIntervalMilliseconds).contains(now.milliseconds(since: last.moment))
        {
            return false
        }
        last = (now, height)
        return true
    }

    /// Whether its last status shows this vote, or shows that it no longer needs it.
    func has(_ vote: CountedVote, at height: Height) -> Bool {
        guard let status else { return false }
        guard status.height == height else { return status.height > height }
        guard status.round == vote.round else { return false }
        return (vote.kind == .prevote ? status.prevotes : status.precommits).contains(vote.author)
    }
}
