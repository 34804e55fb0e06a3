import Consensus
import LedgerCore
import Testing

/// Walks the paper: for each line, the state before, the event, the whole state after, the actions.
///
/// Spec: Docs/Spec/Consensus.md §5.
@Suite struct RoundMachineTests {
    private let v = BlockID(Digest(hashing: [1]))
    private let w = BlockID(Digest(hashing: [2]))

    private func value(_ block: BlockID, _ round: UInt32) -> RoundValue {
        RoundValue(block: block, round: Round(round))
    }

    private func state(
        _ round: UInt32, _ step: Step, locked: RoundValue? = nil, valid: RoundValue? = nil,
        fired: OnceRules = []
    ) -> RoundState {
        RoundState(
            height: .first, round: Round(round), step: step, locked: locked, valid: valid,
            fired: fired)
    }

    private func expect(
        _ event: RoundEvent, in before: RoundState, leadsTo after: RoundState,
        _ actions: [RoundAction], sourceLocation: SourceLocation = #_sourceLocation
    ) {
        var state = before
        let done = RoundMachine.apply(event, to: &state)

        #expect(state == after, sourceLocation: sourceLocation)
        #expect(done == actions, sourceLocation: sourceLocation)
    }

    // MARK: R0, R1

    @Test func `L10 L20 woken as a follower it waits for a proposal`() {
        expect(
            .wake(.follower), in: state(0, .idle), leadsTo: state(0, .propose),
            [.schedule(.propose)])
    }

    @Test func `L10 L18 woken as the proposer it asks for a block`() {
        expect(
            .wake(.proposer), in: state(0, .idle), leadsTo: state(0, .propose),
            [.propose(again: nil), .schedule(.propose)])
    }

    @Test func `L16 a proposer proposes the valid block again`() {
        let valid = value(v, 1)
        expect(
            .precommitTimeout(next: .proposer),
            in: state(2, .precommit, valid: valid, fired: [.precommitTimer, .prevoteTimer]),
            leadsTo: state(3, .propose, valid: valid),
            [.propose(again: valid), .schedule(.propose)])
    }

    @Test func `in idle nothing but work and decisions moves it`() {
        for event: RoundEvent in [
            .proposal(v, acceptable: true), .polka(v), .prevotesOfAny, .prevotesOfNil,
            .precommitsOfAny, .skip(to: Round(3), .proposer), .proposeTimeout, .prevoteTimeout,
            .precommitTimeout(next: .proposer),
        ] {
            expect(event, in: state(0, .idle), leadsTo: state(0, .idle), [])
        }
    }

    // MARK: R2

    @Test func `L24 an acceptable new block is prevoted`() {
        expect(
            .proposal(v, acceptable: true), in: state(0, .propose), leadsTo: state(0, .prevote),
            [.prevote(v, validRound: nil)])
    }

    @Test func `L26 an unacceptable block gets a prevote for nil`() {
        expect(
            .proposal(v, acceptable: false), in: state(0, .propose), leadsTo: state(0, .prevote),
            [.prevote(nil, validRound: nil)])
    }

    @Test func `L23 L26 locked on another block it prevotes nil`() {
        let locked = value(w, 0)
        expect(
            .proposal(v, acceptable: true), in: state(1, .propose, locked: locked),
            leadsTo: state(1, .prevote, locked: locked), [.prevote(nil, validRound: nil)])
    }

    @Test func `L23 L24 locked on the same block it prevotes it`() {
        let locked = value(v, 0)
        expect(
            .proposal(v, acceptable: true), in: state(1, .propose, locked: locked),
            leadsTo: state(1, .prevote, locked: locked), [.prevote(v, validRound: nil)])
    }

    @Test func `L22 a second proposal in the same round changes nothing`() {
        expect(
            .proposal(w, acceptable: true), in: state(0, .prevote), leadsTo: state(0, .prevote), [])
    }

    // MARK: R3

    @Test func `L30 a polka as late as the lock frees from the lock`() {
        let locked = value(w, 1)
        expect(
            .reproposal(v, validRound: Round(1), valid: true),
            in: state(3, .propose, locked: locked),
            leadsTo: state(3, .prevote, locked: locked), [.prevote(v, validRound: Round(1))])
    }

    @Test func `L29 L32 a polka older than the lock does not`() {
        let locked = value(w, 2)
        expect(
            .reproposal(v, validRound: Round(1), valid: true),
            in: state(3, .propose, locked: locked),
            leadsTo: state(3, .prevote, locked: locked), [.prevote(nil, validRound: nil)])
    }

    @Test func `L29 L30 locked on the same block any polka will do`() {
        let locked = value(v, 2)
        expect(
            .reproposal(v, validRound: Round(1), valid: true),
            in: state(3, .propose, locked: locked),
            leadsTo: state(3, .prevote, locked: locked), [.prevote(v, validRound: Round(1))])
    }

    @Test func `L32 a block proposed again that is invalid gets nil`() {
        expect(
            .reproposal(v, validRound: Round(0), valid: false), in: state(3, .propose),
            leadsTo: state(3, .prevote), [.prevote(nil, validRound: nil)])
    }

    @Test func `L28 a valid round that is not earlier is no valid round`() {
        expect(
            .reproposal(v, validRound: Round(3), valid: true), in: state(3, .propose),
            leadsTo: state(3, .propose), [])
    }

    // MARK: R4 to R7

    @Test func `L35 a quorum of prevotes sets the prevote timer, once`() {
        expect(
            .prevotesOfAny, in: state(0, .prevote),
            leadsTo: state(0, .prevote, fired: .prevoteTimer), [.schedule(.prevote)])
        expect(
            .prevotesOfAny, in: state(0, .prevote, fired: .prevoteTimer),
            leadsTo: state(0, .prevote, fired: .prevoteTimer), [])
    }

    @Test func `L34 not before it has prevoted itself`() {
        expect(.prevotesOfAny, in: state(0, .propose), leadsTo: state(0, .propose), [])
    }

    @Test func `L38 to L43 a polka locks, makes valid, and is precommitted`() {
        expect(
            .polka(v), in: state(2, .prevote, locked: value(w, 0), valid: value(w, 0)),
            leadsTo: state(
                2, .precommit, locked: value(v, 2), valid: value(v, 2), fired: .polka),
            [.precommit(v)])
    }

    @Test func `L42 L43 a polka after the precommit only makes valid`() {
        expect(
            .polka(v), in: state(2, .precommit, locked: value(w, 0), valid: value(w, 0)),
            leadsTo: state(2, .precommit, locked: value(w, 0), valid: value(v, 2), fired: .polka),
            [])
    }

    @Test func `L36 a polka counts once, and not in step propose`() {
        expect(.polka(v), in: state(2, .propose), leadsTo: state(2, .propose), [])
        expect(
            .polka(v), in: state(2, .precommit, fired: .polka),
            leadsTo: state(2, .precommit, fired: .polka), [])
    }

    @Test func `L45 a quorum of nil is precommitted, and locks nothing`() {
        expect(
            .prevotesOfNil, in: state(1, .prevote, locked: value(w, 0)),
            leadsTo: state(1, .precommit, locked: value(w, 0)), [.precommit(nil)])
    }

    @Test(arguments: [Step.propose, .prevote, .precommit])
    func `L48 a quorum of precommits sets the precommit timer in any step, once`(step: Step) {
        expect(
            .precommitsOfAny, in: state(1, step), leadsTo: state(1, step, fired: .precommitTimer),
            [.schedule(.precommit)])
        expect(
            .precommitsOfAny, in: state(1, step, fired: .precommitTimer),
            leadsTo: state(1, step, fired: .precommitTimer), [])
    }

    // MARK: R8, R9

    @Test(arguments: [Step.idle, .propose, .prevote, .precommit])
    func `L51 a quorum of precommits of any round decides in any step`(step: Step) {
        expect(
            .precommits(v, Round(1)), in: state(4, step), leadsTo: state(4, .decided),
            [.decide(v, Round(1))])
    }

    @Test func `L49 what is decided stays decided`() {
        for event: RoundEvent in [
            .wake(.proposer), .proposal(v, acceptable: true), .polka(v), .prevotesOfAny,
            .precommitsOfAny, .precommits(w, Round(2)), .skip(to: Round(9), .follower),
            .proposeTimeout, .prevoteTimeout, .precommitTimeout(next: .follower),
        ] {
            expect(event, in: state(1, .decided), leadsTo: state(1, .decided), [])
        }
    }

    @Test(arguments: [Step.propose, .prevote, .precommit])
    func `L56 others in a later round take it there`(step: Step) {
        expect(
            .skip(to: Round(5), .follower),
            in: state(2, step, locked: value(v, 1), valid: value(v, 1), fired: .polka),
            leadsTo: state(5, .propose, locked: value(v, 1), valid: value(v, 1)),
            [.schedule(.propose)])
    }

    @Test func `L55 a round that is not later is not joined`() {
        expect(
            .skip(to: Round(2), .follower), in: state(2, .prevote), leadsTo: state(2, .prevote), [])
    }

    // MARK: R10

    @Test func `L59 no proposal in time is a prevote for nil`() {
        expect(
            .proposeTimeout, in: state(2, .propose), leadsTo: state(2, .prevote),
            [.prevote(nil, validRound: nil)])
        expect(.proposeTimeout, in: state(2, .prevote), leadsTo: state(2, .prevote), [])
    }

    @Test func `L63 no polka in time is a precommit for nil`() {
        expect(
            .prevoteTimeout, in: state(2, .prevote), leadsTo: state(2, .precommit),
            [.precommit(nil)])
        expect(.prevoteTimeout, in: state(2, .precommit), leadsTo: state(2, .precommit), [])
    }

    @Test(arguments: [Step.propose, .prevote, .precommit])
    func `L67 no decision in time is the next round`(step: Step) {
        expect(
            .precommitTimeout(next: .follower),
            in: state(2, step, locked: value(v, 1), fired: [.precommitTimer, .prevoteTimer]),
            leadsTo: state(3, .propose, locked: value(v, 1)), [.schedule(.propose)])
    }
}
