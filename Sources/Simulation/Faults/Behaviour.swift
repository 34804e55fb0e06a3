/// How a validator behaves. At most f of a cluster are other than honest.
package enum Behaviour: Hashable, CaseIterable, Sendable {
    case honest
    /// Never says anything.
    case silent
    /// Says some things to some, always the same things to the same.
    case withholding
    /// Tells different validators different things, in proposals and in votes.
    case equivocating
    /// Forgets everything when it crashes, its own votes included, and votes as it likes.
    case amnesiac
    /// Proposes blocks whose roots do not hold, whose bodies are others', or that repeat transactions.
    case wrongRoot
    /// Sends what was true once, what others signed for another place, and certificates that it made up.
    case replaying
    /// Sends bytes that are no messages, or hardly.
    case garbage
    /// Two processes with one key, each of which talks to a part of the others that changes.
    case twin
    /// All of it.
    case everything

    package func does(_ other: Behaviour) -> Bool {
        self == other || (self == .everything && other != .silent && other != .twin)
    }

    /// Whether it makes things up, beside what its replica says.
    package var lies: Bool {
        switch self {
        case .honest, .silent, .withholding, .twin: false
        case .equivocating, .amnesiac, .wrongRoot, .replaying, .garbage, .everything: true
        }
    }
}
