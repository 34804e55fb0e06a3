import Consensus
import LedgerCore

/// What happens at a moment.
enum Event {
    case deliver(Letter, from: Int, to: Int)
    /// The host's answer to an output, for the life it was meant for.
    case answer(Answer, to: Int, life: Int)
    case timer(Timer, of: Int, life: Int, epoch: Int)
    /// The oldest write of a node has reached its disk.
    case synced(Int, life: Int)
    case restart(Int)
    /// What a node fetches from another has come: so many blocks are left of it.
    case fetched(by: Int, from: Int, life: Int, blocks: Int)
    case lie(Int)
    case client
    case administrator
    case weather
    case incident
}

/// An input that was not given yet. A class, since inputs are large.
final class Answer: Sendable {
    let input: Input

    init(_ input: Input) {
        self.input = input
    }
}
