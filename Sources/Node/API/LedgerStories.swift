import EPCIS
import LedgerCore
import Storage
import Traceability

/// A block in JSON: the facts of its header and who decided it.
struct BlockStory: Hashable, Sendable {
    private let decided: DecidedBlock

    init(_ decided: DecidedBlock) {
        self.decided = decided
    }

    var value: JSONValue {
        let header = decided.block.header
        return .members([
            "height": .integer(header.height.rawValue),
            "blockHash": .string(header.id.description),
            "previous": .string(header.previous.description),
            "time": .string(UTCText.text(header.time.milliseconds)),
            "proposer": .string(header.proposer.description),
            "transactionsRoot": .string(header.transactionsRoot.hex),
            "outcomesRoot": .string(header.outcomesRoot.hex),
            "stateRoot": .string(header.stateRoot.hex),
            "logSize": .integer(header.logSize), "logRoot": .string(header.logRoot.hex),
            "validatorSetHash": .string(header.validatorSetHash.hex),
            "nextValidatorSetHash": .string(header.nextValidatorSetHash.hex),
            "round": .integer(decided.certificate.round.rawValue),
            "signatures": .integer(decided.certificate.signatures.signatures.count),
            "transactions": .strings(decided.block.body.transactions.map { $0.id.description }),
        ])
    }
}

/// A transaction in JSON: what its envelope says, and what became of it.
struct TransactionStory: Hashable, Sendable {
    private let envelope: TransactionEnvelope
    private let place: TransactionPlace?
    private let outcome: Outcome?

    init(_ committed: CommittedTransaction) {
        envelope = committed.envelope
        place = committed.place
        outcome = committed.outcome
    }

    init(waiting envelope: TransactionEnvelope) {
        self.envelope = envelope
        place = nil
        outcome = nil
    }

    /// Who sent it.
    var member: MemberID { envelope.header.member }

    /// What administrators propose is about the chain, and nobody's trade.
    var isProposal: Bool { envelope.header.contentType == ContentType.governance.rawValue }

    var isSuccess: Bool { outcome.map { OutcomeStory($0).isSuccess } ?? true }

    /// - Parameter showsFacts: whether refusals tell where and with what numbers.
    func value(showingFacts showsFacts: Bool) -> JSONValue {
        let header = envelope.header
        let story = outcome.map(OutcomeStory.init)
        return .members([
            "id": .string(envelope.id.description),
            "status": place == nil ? "waiting" : "committed",
            "member": .string(header.member.text),
            "keyID": .string(header.keyID.description),
            "contentType": .string(header.contentType),
            "contentDigest": .string(envelope.contentDigest.hex),
            "sequence": .integer(header.sequence),
            "expiry": .string(UTCText.text(header.expiry.milliseconds)),
            "height": place.map { .integer($0.height.rawValue) },
            "position": place.map { .integer($0.position) },
            "leaf": place.map { .integer($0.leaf) },
            "outcome": story.map { story in
                .members([
                    "success": .bool(story.isSuccess),
                    "errors": .array(story.refusals.map { $0.problem(showingFacts: showsFacts) }),
                    "events": story.events(showingFacts: showsFacts),
                ])
            },
        ])
    }
}
