package import LedgerCore

/// A proposal on its way from administrator to administrator, with what each needs to judge it without a
/// node: the part of the state that it is about.
///
/// The state is told, not proven: whoever made the file says so. What is signed is the proposal alone,
/// and it does what execution says, whatever the file tells.
///
/// Spec: Docs/Spec/Rules.md §9.
package struct ProposalFile: Hashable, Sendable {
    package let chain: ChainID
    /// The height whose state is told.
    package let height: Height
    /// What the state holds under the keys that the proposal reads, ascending.
    package let state: ToldState
    package private(set) var signed: SignedProposal

    package var proposal: Proposal { signed.proposal }

    /// Drafts a proposal with the next number.
    ///
    /// - Parameter height: of the state, which is that after its block.
    package init(
        _ changes: [GovernanceChange], validUntil: Timestamp?, on chain: ChainID, height: Height,
        state: some StateReading
    ) throws(StateReadError) {
        guard let administrators = try Registry.administrators(in: state) else {
            throw StateReadError(reason: "the state has no administrators")
        }
        let (number, overflow) = administrators.lastNumber.addingReportingOverflow(1)
        guard !overflow else { throw StateReadError(reason: "there are no numbers left") }
        self.chain = chain
        self.height = height
        signed = SignedProposal(
            Proposal(number: number, validUntil: validUntil, changes: changes), approvals: [])
        self.state = try ToldState(of: signed.proposal, in: state)
    }
}

extension ProposalFile {
    package enum Fault: Error, Equatable, Sendable {
        /// The key is none of an administrator.
        case notAdministrator(KeyID)
        /// The files are of different chains, or say different things.
        case otherProposal
    }

    /// Adds an approval; one that is there stays.
    ///
    /// - Throws: `.notAdministrator`.
    package mutating func approve(with key: PrivateKey) throws(Fault) {
        guard administrators?.keys.contains(key.publicKey) == true else {
            throw .notAdministrator(key.id)
        }
        guard !approvers.contains(key.id) else { return }
        let approval = Approval(of: signed.proposalBytes, on: chain, by: key)
        signed = SignedProposal(proposal, approvals: validApprovals + [approval])
    }

    /// Takes over the approvals of another copy of the file.
    ///
    /// - Throws: `.otherProposal`.
    package mutating func combine(with other: ProposalFile) throws(Fault) {
        guard other.chain == chain, other.signed.proposalBytes == signed.proposalBytes else {
            throw .otherProposal
        }
        let known = approvers
        let added = other.validApprovals.filter { !known.contains($0.key) }
        signed = SignedProposal(proposal, approvals: validApprovals + added)
    }

    /// The administrators, as the file tells; nil where it tells of none.
    package var administrators: Administrators? {
        (try? Registry.administrators(in: state))?.administrators
    }

    /// Who has approved, of those who may.
    package var approvers: Set<KeyID> { Set(validApprovals.map(\.key)) }

    /// Each approval that holds, once an administrator.
    private var validApprovals: [Approval] {
        guard let administrators else { return [] }
        let message = Approval.message(signed.proposalBytes, on: chain)
        var seen: Set<KeyID> = []
        return signed.approvals.filter { approval in
            guard let key = administrators.keys.first(where: { $0.id == approval.key }),
                key.isValid(approval.signature, over: message)
            else { return false }
            return seen.insert(approval.key).inserted
        }
    }
}

extension ProposalFile: CBORCodable {
    package func encode(into writer: inout CBORWriter) {
        writer.array(.proposalFile, count: 4)
        writer.value(chain)
        writer.value(height)
        writer.value(state)
        writer.value(signed)
    }

    package init(from reader: inout CBORReader) throws(CBORError) {
        try reader.array(.proposalFile, count: 4)
        chain = try reader.value(ChainID.self)
        height = try reader.value(Height.self)
        state = try reader.value(ToldState.self)
        signed = try reader.value(SignedProposal.self)
    }
}
