import EPCIS
package import LedgerCore
package import Storage
package import Traceability

extension BlockEffects {
    /// What execution knows of a block and its bytes do not say.
    package init(_ execution: BlockExecution, changes: [StateChange]) {
        var captures: [Capture] = []
        for (position, effects) in execution.effects.enumerated() {
            guard case .capture(_, let events) = effects.content else { continue }
            let accepted = events.compactMap(AcceptedEventFacts.init)
            captures.append(
                Capture(position: UInt64(position), effect: CaptureEffect(events: accepted)))
        }
        self.init(
            captures: captures,
            balances: changes.filter {
                $0.key.type == .account || $0.key.type == .consignments
                    || $0.key.type == .gap || $0.key.type == .origins
                    || $0.key.type == .custody
            })
    }
}

extension BlockFacts {
    /// What a block means that was just executed.
    package init(header: BlockHeader, execution: BlockExecution, effects: BlockEffects) {
        let documents = execution.effects.map { effects -> EPCISDocument? in
            if case .capture(let document, _) = effects.content { document } else { nil }
        }
        self.init(
            height: header.height, time: header.time,
            captures: effects.captures.compactMap { capture in
                let position = Int(clamping: capture.position)
                guard documents.indices.contains(position), let document = documents[position]
                else { return nil }
                let transaction = execution.effects[position]
                return CaptureFacts(
                    transaction: transaction.id, position: capture.position,
                    member: transaction.member, document: document, effect: capture.effect)
            },
            balances: effects.balances)
    }

    /// What a block means that was executed before: its documents are read again.
    package init(block: CommittedBlock, effects: BlockEffects) {
        let transactions = block.decided.block.body.transactions
        self.init(
            height: block.height, time: block.header.time,
            captures: effects.captures.compactMap { capture in
                let position = Int(clamping: capture.position)
                guard transactions.indices.contains(position),
                    case .capture(let read) =
                        PreparedTransaction(inBlock: transactions[position]).content
                else { return nil }
                return CaptureFacts(
                    transaction: transactions[position].id, position: capture.position,
                    member: transactions[position].header.member, document: read.document,
                    effect: capture.effect)
            },
            balances: effects.balances)
    }
}

extension AcceptedEventFacts {
    /// Nil for a refused event.
    fileprivate init?(_ effect: EventEffect) {
        guard case .accepted(let event) = effect.result else { return nil }
        self.init(
            documentIndex: event.documentIndex, eventID: event.eventID,
            isDeclaration: event.isDeclaration, principal: event.principal,
            postings: event.postings.map(PostingFacts.init))
    }
}

extension PostingFacts {
    fileprivate init(_ posting: Posting) {
        self.init(
            cause: posting.cause.word, counterparty: posting.cause.counterparty,
            lot: posting.lot, holder: posting.holder, unit: posting.unit, stock: posting.stock,
            isInflow: posting.isInflow)
    }
}

extension Posting.Cause {
    /// Kept in the index and shown: a change takes a new schema version.
    fileprivate var word: String {
        switch self {
        case .created: PostingFacts.createdCause
        case .consumed(let reason): "consumed:" + reason.rawValue
        case .shipped: PostingFacts.shippedCause
        case .received, .accepted: "received"
        case .takenBack: "taken_back"
        case .disputed: "disputed"
        case .declared: "declared"
        }
    }

    /// The other party: a member id, or the key of a party.
    fileprivate var counterparty: String? {
        switch self {
        case .created, .consumed, .declared: nil
        case .shipped(let address), .takenBack(let address): address.party
        case .received(let member): member?.text
        case .accepted(let member): member.text
        case .disputed(let member): member.text
        }
    }
}

extension Address {
    /// Member id or key of the party; nil for nobody.
    package var party: String? {
        switch self {
        case .member(let member): member.text
        case .party(let key): key
        case .nobody: nil
        }
    }
}
