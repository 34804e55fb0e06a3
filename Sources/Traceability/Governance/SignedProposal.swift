package import LedgerCore

/// The content of a governance transaction: a proposal, exactly as it was approved, and the approvals.
///
/// Spec: Docs/Spec/Rules.md §9.
package struct SignedProposal: Hashable, Sendable {
    package let proposal: Proposal
    /// The proposal's bytes, which the approvals are over.
    package let proposalBytes: Bytes
    package let approvals: [Approval]

    package init(_ proposal: Proposal, approvals: [Approval]) {
        self.proposal = proposal
        proposalBytes = proposal.encoded()
        self.approvals = approvals
    }

    /// Reads the content of a transaction.
    ///
    /// - Throws: `content.not_governance`, or what is wrong with a change whatever the state.
    init(preparing content: Bytes) throws(PreparationError) {
        do throws(CBORError) {
            try self.init(decoding: content)
        } catch {
            throw PreparationError(.notGovernance(reason: error.description))
        }
        if let fault = proposal.fault { throw PreparationError(fault) }
    }
}

extension SignedProposal {
    /// The administrators who approved, each once.
    ///
    /// - Throws: `.badApproval` for one of nobody among them, or over something else.
    package func approvers(
        among administrators: Administrators, on chain: ChainID
    ) throws(RuleRefusal) -> Set<KeyID> {
        let message = Approval.message(proposalBytes, on: chain)
        var approved: Set<KeyID> = []
        for approval in approvals where !approved.contains(approval.key) {
            guard
                let key = administrators.keys.first(where: { $0.id == approval.key }),
                key.isValid(approval.signature, over: message)
            else { throw .badApproval(approval.key) }
            approved.insert(approval.key)
        }
        return approved
    }
}

extension SignedProposal: CBORCodable {
    package func encode(into writer: inout CBORWriter) {
        writer.array(count: 3)
        writer.unsigned(1)
        writer.bytes(proposalBytes)
        writer.array(approvals)
    }

    package init(from reader: inout CBORReader) throws(CBORError) {
        try reader.array(count: 3)
        let offset = reader.offset
        guard try reader.unsigned() == 1 else {
            throw CBORError(.invalid("governance version 1"), at: offset)
        }
        proposalBytes = try reader.bytes()
        proposal = try Proposal(decoding: proposalBytes)
        approvals = try reader.array(of: Approval.self, max: 256)
    }
}
