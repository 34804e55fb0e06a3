package import LedgerCore

/// The numbers of the kinds on the wire.
private enum Kind: UInt64 {
    case proposal = 1
    case vote = 2
    case polka = 3
    case round = 4
    case status = 5
    case blockWanted = 6
    case block = 7
    case decided = 8
}

/// The version of the messages between peers; raised when an older peer could not read them.
private let wireVersion: UInt64 = 1

/// Spec: Docs/Spec/Consensus.md §9.
extension PeerMessage: CBORCodable {
    package func encode(into writer: inout CBORWriter) {
        writer.array(count: 3)
        writer.unsigned(wireVersion)
        switch self {
        case .proposal(let message): writer.entry(.proposal, message)
        case .vote(let vote): writer.entry(.vote, vote)
        case .polka(let polka): writer.entry(.polka, polka)
        case .round(let certificate): writer.entry(.round, certificate)
        case .status(let status): writer.entry(.status, status)
        case .blockWanted(let height, let id):
            writer.unsigned(Kind.blockWanted.rawValue)
            writer.array(count: 2)
            writer.value(height)
            writer.value(id)
        case .block(let block): writer.entry(.block, block)
        case .decided(let decided): writer.entry(.decided, decided)
        }
    }

    package init(from reader: inout CBORReader) throws(CBORError) {
        try reader.array(count: 3)
        let versionStart = reader.offset
        try reader.require(
            try reader.unsigned() == wireVersion, "peer message version 1", at: versionStart)
        let start = reader.offset
        guard let kind = Kind(rawValue: try reader.unsigned()) else {
            throw CBORError(.invalid("a kind of peer message from 1 to 8"), at: start)
        }
        switch kind {
        case .proposal: self = .proposal(try ProposalMessage(from: &reader))
        case .vote:
            let vote = try SignedMessage(from: &reader)
            try reader.require(Ballot(vote.message) != nil, "a prevote or precommit", at: start)
            self = .vote(vote)
        case .polka: self = .polka(try PolkaCertificate(from: &reader))
        case .round: self = .round(try RoundCertificate(from: &reader))
        case .status: self = .status(try Status(from: &reader))
        case .blockWanted:
            try reader.array(count: 2)
            self = .blockWanted(try Height(from: &reader), try BlockID(from: &reader))
        case .block: self = .block(try Block(from: &reader))
        case .decided: self = .decided(try DecidedBlock(from: &reader))
        }
    }
}

extension ProposalMessage: CBORCodable {
    package func encode(into writer: inout CBORWriter) {
        writer.array(count: 3)
        writer.value(signed)
        writer.value(block)
        writer.optional(polka)
    }

    package init(from reader: inout CBORReader) throws(CBORError) {
        let start = reader.offset
        try reader.array(count: 3)
        guard
            let message = ProposalMessage(
                signed: try SignedMessage(from: &reader), block: try Block(from: &reader),
                polka: try reader.optional(PolkaCertificate.self))
        else { throw CBORError(.invalid("a signed proposal"), at: start) }
        self = message
    }
}

extension CBORWriter {
    fileprivate mutating func entry(_ kind: Kind, _ value: some CBORCodable) {
        unsigned(kind.rawValue)
        self.value(value)
    }
}
