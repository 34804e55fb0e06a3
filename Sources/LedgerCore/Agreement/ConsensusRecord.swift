/// How far a validator has come in a round.
///
/// Spec: Docs/Spec/Consensus.md §3; arXiv 1807.04938 L3.
package enum Step: UInt64, Hashable, Sendable, CaseIterable {
    /// There is no work at this height yet.
    case idle = 0
    case propose = 1
    case prevote = 2
    case precommit = 3
    /// The block is decided, and not yet committed. Never written: the commit says it.
    case decided = 4
}

/// A block and the round in which it was locked, valid or committed.
package struct RoundValue: Hashable, Sendable {
    package let block: BlockID
    package let round: Round

    package init(block: BlockID, round: Round) {
        self.block = block
        self.round = round
    }
}

/// What a validator must remember of the height in work, so as never to contradict itself.
///
/// Spec: Docs/Spec/Consensus.md §3.
package struct ConsensusState: Hashable, Sendable {
    package let height: Height
    package let round: Round
    package let step: Step
    /// What it may not vote against without a newer polka.
    package let locked: RoundValue?
    /// What made a block valid, which it proposes when its turn comes.
    package let validPolka: PolkaCertificate?

    package init(
        height: Height, round: Round, step: Step, locked: RoundValue?,
        validPolka: PolkaCertificate?
    ) {
        self.height = height
        self.round = round
        self.step = step
        self.locked = locked
        self.validPolka = validPolka
    }
}

/// One write of the consensus log: the state, and what was signed on the way to it.
///
/// Written in one transaction: the state replaces the one before; messages and blocks are added to
/// those of the same height. The log refuses a second message for one (height, round, kind). It may
/// drop blocks of a height that is committed, and messages of heights before the last committed one.
///
/// Read back after a start, it is the last state with all messages and blocks of its height.
package struct ConsensusRecord: Hashable, Sendable {
    package let state: ConsensusState
    package let messages: [SignedMessage]
    package let blocks: [Block]

    package init(state: ConsensusState, messages: [SignedMessage], blocks: [Block]) {
        self.state = state
        self.messages = messages
        self.blocks = blocks
    }
}

extension Step: CBORCodable {
    package func encode(into writer: inout CBORWriter) {
        writer.unsigned(rawValue)
    }

    package init(from reader: inout CBORReader) throws(CBORError) {
        let start = reader.offset
        guard let step = Step(rawValue: try reader.unsigned()) else {
            throw CBORError(.invalid("a step from 0 to 4"), at: start)
        }
        self = step
    }
}

extension RoundValue: CBORCodable {
    package func encode(into writer: inout CBORWriter) {
        writer.array(count: 2)
        writer.value(block)
        writer.value(round)
    }

    package init(from reader: inout CBORReader) throws(CBORError) {
        try reader.array(count: 2)
        block = try BlockID(from: &reader)
        round = try Round(from: &reader)
    }
}

extension ConsensusState: CBORCodable {
    package func encode(into writer: inout CBORWriter) {
        writer.array(count: 5)
        writer.value(height)
        writer.value(round)
        writer.value(step)
        writer.optional(locked)
        writer.optional(validPolka)
    }

    package init(from reader: inout CBORReader) throws(CBORError) {
        try reader.array(count: 5)
        height = try Height(from: &reader)
        round = try Round(from: &reader)
        step = try Step(from: &reader)
        locked = try reader.optional(RoundValue.self)
        validPolka = try reader.optional(PolkaCertificate.self)
    }
}

extension ConsensusRecord: CBORCodable {
    package func encode(into writer: inout CBORWriter) {
        writer.array(count: 3)
        writer.value(state)
        writer.array(messages)
        writer.array(blocks)
    }

    package init(from reader: inout CBORReader) throws(CBORError) {
        try reader.array(count: 3)
        state = try ConsensusState(from: &reader)
        messages = try reader.array(of: SignedMessage.self)
        blocks = try reader.array(of: Block.self)
    }
}
