import Consensus
import LedgerCore

/// A script says something that cannot be done.
struct ScriptFault: Error {
    let reason: String
}

/// One line of a script.
///
///     validators 4
///     work 0 at 0 1 2 3            transaction 0 is in these pools, and was offered
///     deliver prevote 0 1 -> 2     messages of a kind, or `all`, from some, or `*`, to some, or `*`
///     lose precommit * -> 3
///     fire propose 0 1             a timer that was asked for: propose, prevote, precommit, resend, catchUp
///     wait 1000                    milliseconds
///     crash 2
///     start 2
///     vote 0 precommit 1 A -> 2 3  a liar's vote: round, and block or nil
///     show
enum Command {
    struct Vote {
        let isPrevote: Bool
        let round: UInt32
        let block: String
    }

    case validators(Int)
    case work(Int, at: [Int])
    case deliver(LetterFilter)
    case lose(LetterFilter)
    case fire(Timer.Kind, at: [Int])
    case wait(Int64)
    case crash([Int])
    case start([Int])
    case vote(Vote, by: Int, to: [Int])
    case show

    init(_ words: [String]) throws(ScriptFault) {
        let rest = Array(words.dropFirst())
        switch words.first {
        case "validators": self = .validators(try Command.number(rest.first))
        case "work":
            self = .work(try Command.number(rest.first), at: try Command.numbers(rest.dropFirst(2)))
        case "deliver": self = .deliver(try LetterFilter(rest))
        case "lose": self = .lose(try LetterFilter(rest))
        case "fire":
            self = .fire(try Command.timer(rest.first), at: try Command.numbers(rest.dropFirst()))
        case "wait": self = .wait(Int64(try Command.number(rest.first)))
        case "crash": self = .crash(try Command.numbers(rest[...]))
        case "start": self = .start(try Command.numbers(rest[...]))
        case "vote":
            guard rest.count >= 6, rest[4] == "->" else {
                throw ScriptFault(reason: "vote AUTHOR KIND ROUND BLOCK -> RECEIVERS")
            }
            let vote = Vote(
                isPrevote: rest[1] == "prevote", round: UInt32(try Command.number(rest[2])),
                block: rest[3])
            self = .vote(
                vote, by: try Command.number(rest[0]), to: try Command.numbers(rest[5...]))
        case "show": self = .show
        default: throw ScriptFault(reason: "no such command: \(words.joined(separator: " "))")
        }
    }

    fileprivate static func number(_ word: String?) throws(ScriptFault) -> Int {
        guard let word, let number = Int(word), number >= 0 else {
            throw ScriptFault(reason: "no number: \(word ?? "nothing")")
        }
        return number
    }

    fileprivate static func numbers(_ words: ArraySlice<String>) throws(ScriptFault) -> [Int] {
        var numbers: [Int] = []
        for word in words { numbers.append(try number(word)) }
        return numbers
    }

    private static func timer(_ word: String?) throws(ScriptFault) -> Timer.Kind {
        switch word {
        case "propose": .step(.propose)
        case "prevote": .step(.prevote)
        case "precommit": .step(.precommit)
        case "resend": .resend
        case "catchUp": .catchUp
        default: throw ScriptFault(reason: "no such timer: \(word ?? "nothing")")
        }
    }
}

/// Which of the messages on the table.
struct LetterFilter {
    /// Nil for every kind.
    private let kind: String?
    /// Nil for everybody.
    private let from: Set<Int>?
    private let to: Set<Int>?

    init(_ words: [String]) throws(ScriptFault) {
        guard let first = words.first, let arrow = words.firstIndex(of: "->") else {
            throw ScriptFault(reason: "KIND FROM -> TO")
        }
        kind = first == "all" ? nil : first
        from = try LetterFilter.set(words[1..<arrow])
        to = try LetterFilter.set(words[(arrow + 1)...])
    }

    private static func set(_ words: ArraySlice<String>) throws(ScriptFault) -> Set<Int>? {
        words.first == "*" ? nil : Set(try Command.numbers(words))
    }

    func matches(_ pending: Stage.Pending) -> Bool {
        (kind == nil || kind == "\(pending.letter.kind)")
            && from?.contains(pending.from) != false && to?.contains(pending.to) != false
    }
}
