/// Where in the agreement a message belongs.
package struct AgreementPlace: Hashable, Sendable {
    package let chain: ChainID
    /// The set whose members may say it; a vote of another set never counts.
    package let validatorSetHash: Digest
    package let height: Height
    package let round: Round

    package init(chain: ChainID, validatorSetHash: Digest, height: Height, round: Round) {
        self.chain = chain
        self.validatorSetHash = validatorSetHash
        self.height = height
        self.round = round
    }
}

/// What the proposer of a round puts forward.
package struct Proposal: Hashable, Sendable {
    package let place: AgreementPlace
    /// The earlier round in which a quorum prevoted this block; nil for a new block.
    package let validRound: Round?
    package let blockID: BlockID

    package init(place: AgreementPlace, validRound: Round?, blockID: BlockID) {
        self.place = place
        self.validRound = validRound
        self.blockID = blockID
    }
}

/// The first vote of a round.
package struct Prevote: Hashable, Sendable {
    package let place: AgreementPlace
    /// The valid round of the proposal it answers, so that amnesia can be proven.
    package let validRound: Round?
    /// Nil for no block.
    package let blockID: BlockID?

    package init(place: AgreementPlace, validRound: Round?, blockID: BlockID?) {
        self.place = place
        self.validRound = validRound
        self.blockID = blockID
    }
}

/// The second vote of a round: a quorum of them for one block decides it.
package struct Precommit: Hashable, Sendable {
    package let place: AgreementPlace
    /// Nil for no block.
    package let blockID: BlockID?

    package init(place: AgreementPlace, blockID: BlockID?) {
        self.place = place
        self.blockID = blockID
    }
}

/// Any message that validators sign for one another.
///
/// Its encoding is what is signed: an array that begins with the tag of its kind.
///
/// Spec: Docs/Spec/Encoding.md §7.
package enum AgreementMessage: Hashable, Sendable {
    case proposal(Proposal)
    case prevote(Prevote)
    case precommit(Precommit)

    package var place: AgreementPlace {
        switch self {
        case .proposal(let proposal): proposal.place
        case .prevote(let prevote): prevote.place
        case .precommit(let precommit): precommit.place
        }
    }

    package var height: Height { place.height }
    package var round: Round { place.round }

    /// What its author signs: all of it, so that it says nothing of another place.
    package var signedBytes: Bytes { encoded() }
}

extension AgreementMessage: CBORCodable {
    package func encode(into writer: inout CBORWriter) {
        switch self {
        case .proposal(let proposal):
            writer.array(.proposal, count: 6)
            writer.place(proposal.place)
            writer.optional(proposal.validRound)
            writer.value(proposal.blockID)
        case .prevote(let prevote):
            writer.array(.prevote, count: 6)
            writer.place(prevote.place)
            writer.optional(prevote.validRound)
            writer.optional(prevote.blockID)
        case .precommit(let precommit):
            writer.array(.precommit, count: 5)
            writer.place(precommit.place)
            writer.optional(precommit.blockID)
        }
    }

    package init(from reader: inout CBORReader) throws(CBORError) {
        let start = reader.offset
        let count = try reader.arrayCount()
        let tag = try reader.text(max: 32)
        switch (HashDomain(rawValue: tag), count) {
        case (.proposal, 7):
            self = .proposal(
                Proposal(
                    place: try reader.place(), validRound: try reader.optional(Round.self),
                    blockID: try reader.value(BlockID.self)))
        case (.prevote, 7):
            self = .prevote(
                Prevote(
                    place: try reader.place(), validRound: try reader.optional(Round.self),
                    blockID: try reader.optional(BlockID.self)))
        case (.precommit, 6):
            self = .precommit(
                Precommit(place: try reader.place(), blockID: try reader.optional(BlockID.self)))
        default: throw CBORError(.invalid("a proposal, prevote or precommit"), at: start)
        }
    }
}

extension CBORWriter {
    fileprivate mutating func place(_ place: AgreementPlace) {
        value(place.chain)
        value(place.validatorSetHash)
        value(place.height)
        value(place.round)
    }
}

extension CBORReader {
    fileprivate mutating func place() throws(CBORError) -> AgreementPlace {
        AgreementPlace(
            chain: try value(ChainID.self), validatorSetHash: try value(Digest.self),
            height: try value(Height.self), round: try value(Round.self))
    }
}
