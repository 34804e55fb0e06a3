/// Spec: Docs/Spec/Consensus.md §6.
extension Evidence: CBORCodable {
    package func encode(into writer: inout CBORWriter) {
        writer.array(count: 3)
        writer.unsigned(kind.rawValue)
        switch self {
        case .duplicateProposal(let first, let second), .duplicateVote(let first, let second):
            writer.value(first)
            writer.value(second)
        case .amnesia(let commit, let polka):
            writer.value(commit)
            writer.value(polka)
        }
    }

    package init(from reader: inout CBORReader) throws(CBORError) {
        try reader.array(count: 3)
        let start = reader.offset
        switch Kind(rawValue: try reader.unsigned()) {
        case .duplicateProposal:
            self = .duplicateProposal(
                try SignedMessage(from: &reader), try SignedMessage(from: &reader))
        case .duplicateVote:
            self = .duplicateVote(
                try SignedMessage(from: &reader), try SignedMessage(from: &reader))
        case .amnesia:
            self = .amnesia(
                try CommitCertificate(from: &reader), try PolkaCertificate(from: &reader))
        case nil: throw CBORError(.invalid("a kind of evidence from 1 to 3"), at: start)
        }
    }
}
