package import LedgerCore

/// Changes that stand or fall together.
package struct Proposal: Hashable, Sendable {
    package static let changesMax = 1024

    /// One more than that of the last proposal done.
    package let number: UInt64
    /// The last block time at which it may be done; nil for any.
    package let validUntil: Timestamp?
    package let changes: [GovernanceChange]

    package init(
        number: UInt64, validUntil: Timestamp? = nil, changes: [GovernanceChange]
    ) {
        self.number = number
        self.validUntil = validUntil
        self.changes = changes
    }
}

extension Proposal: CBORCodable {
    package func encode(into writer: inout CBORWriter) {
        writer.array(count: 4)
        writer.unsigned(1)
        writer.unsigned(number)
        writer.optional(validUntil)
        writer.array(changes)
    }

    package init(from reader: inout CBORReader) throws(CBORError) {
        try reader.array(count: 4)
        let offset = reader.offset
        guard try reader.unsigned() == 1 else {
            throw CBORError(.invalid("proposal version 1"), at: offset)
        }
        number = try reader.unsigned()
        validUntil = try reader.optional(Timestamp.self)
        changes = try reader.array(of: GovernanceChange.self, max: Proposal.changesMax)
    }
}

extension Proposal {
    /// The first change that could hold on no chain; nil when all are sound.
    package var fault: RuleRefusal? {
        for change in changes {
            if let fault = change.fault { return fault }
        }
        return nil
    }
}

/// One administrator's yes.
package struct Approval: Hashable, Sendable {
    package let key: KeyID
    package let signature: Signature

    package init(key: KeyID, signature: Signature) {
        self.key = key
        self.signature = signature
    }

    /// Approves the encoded proposal on one chain.
    package init(of proposal: Bytes, on chain: ChainID, by key: PrivateKey) {
        self.key = key.id
        signature = key.sign(Approval.message(proposal, on: chain))
    }

    /// What an approval signs.
    package static func message(_ proposal: Bytes, on chain: ChainID) -> Bytes {
        var writer = CBORWriter()
        writer.array(.governance, count: 2)
        writer.value(chain)
        writer.bytes(proposal)
        return writer.output
    }
}

extension Approval: CBORCodable {
    package func encode(into writer: inout CBORWriter) {
        writer.array(count: 2)
        writer.value(key)
        writer.value(signature)
    }

    package init(from reader: inout CBORReader) throws(CBORError) {
        try reader.array(count: 2)
        key = try reader.value(KeyID.self)
        signature = try reader.value(Signature.self)
    }
}
