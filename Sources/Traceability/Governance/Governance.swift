import LedgerCore

/// Executes what the administrators decided.
///
/// Spec: Docs/Spec/Rules.md §9.
enum Governance {
    static func execute(
        _ signed: SignedProposal, context: BlockContext, state: inout StateOverlay
    ) throws(Stop) {
        guard var leaf = try read(AdministratorsLeaf.self, at: .administrators, in: state) else {
            throw .unreadable(StateReadError(reason: "the state has no administrators"))
        }
        let (expected, overflow) = leaf.lastNumber.addingReportingOverflow(1)
        guard !overflow, signed.proposal.number == expected else {
            throw .refused(.wrongNumber(found: signed.proposal.number, expected: expected))
        }
        try requireQuorum(of: leaf.administrators, signed, on: context.chain)
        leaf.lastNumber = expected
        state.set(leaf.encoded(), for: .administrators)
        for change in signed.proposal.changes {
            try apply(change, context: context, state: &state)
        }
    }

    private static func requireQuorum(
        of administrators: Administrators, _ signed: SignedProposal, on chain: ChainID
    ) throws(Stop) {
        let message = Approval.message(signed.proposalBytes, on: chain)
        var approved: Set<KeyID> = []
        for approval in signed.approvals where !approved.contains(approval.key) {
            guard
                let key = administrators.keys.first(where: { $0.id == approval.key }),
                key.isValid(approval.signature, over: message)
            else { throw .refused(.badApproval(approval.key)) }
            approved.insert(approval.key)
        }
        guard UInt64(approved.count) >= administrators.quorum else {
            throw .refused(
                .quorumMissing(have: approved.count, need: Int(clamping: administrators.quorum)))
        }
    }

    private static func apply(
        _ change: GovernanceChange, context: BlockContext, state: inout StateOverlay
    ) throws(Stop) {
        switch change {
        case .setMember(let id, let member):
            try setMember(id, member, state: &state)
        case .addKey(let member, let key):
            guard try read(MemberLeaf.self, at: .member(member), in: state) != nil else {
                throw .refused(.unknownSubject(member.text))
            }
            if let known = try read(KeyLeaf.self, at: .key(key.key.id), in: state) {
                throw .refused(.keyTaken(key.key.id, by: known.member))
            }
            let leaf = KeyLeaf(member: member, key: key, from: context.height)
            state.set(leaf.encoded(), for: .key(key.key.id))
        case .revokeKey(let id):
            guard var leaf = try read(KeyLeaf.self, at: .key(id), in: state) else {
                throw .refused(.unknownSubject(id.description))
            }
            // A second revocation does not move the first.
            leaf.revokedAt = leaf.revokedAt ?? context.height
            state.set(leaf.encoded(), for: .key(id))
        case .setAdministrators(let administrators):
            guard var leaf = try read(AdministratorsLeaf.self, at: .administrators, in: state)
            else { preconditionFailure("administrators that were read before are gone") }
            leaf.administrators = administrators
            state.set(leaf.encoded(), for: .administrators)
        case .setParameters(let parameters):
            state.set(parameters.encoded(), for: .parameters)
        }
    }

    /// Writes a member's record, and the parties that stand for it in place of those that did.
    static func setMember(
        _ id: MemberID, _ member: MemberLeaf, state: inout StateOverlay
    ) throws(Stop) {
        let before = try read(MemberLeaf.self, at: .member(id), in: state)
        for party in before?.partyTexts ?? [] { state.set(nil, for: .party(party)) }
        for party in member.partyTexts {
            if let other = try read(MemberID.self, at: .party(party), in: state), other != id {
                throw .refused(.partyTaken(party, by: other))
            }
            state.set(id.encoded(), for: .party(party))
        }
        state.set(member.encoded(), for: .member(id))
    }

    private static func read<Leaf: CBORCodable>(
        _ type: Leaf.Type, at key: StateKey, in state: StateOverlay
    ) throws(Stop) -> Leaf? {
        try reading { () throws(StateReadError) in try state.leaf(type, at: key) }
    }
}
