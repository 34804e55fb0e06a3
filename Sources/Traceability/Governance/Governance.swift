import LedgerCore

/// Executes what the administrators decided.
///
/// Spec: Docs/Spec/Rules.md §9.
enum Governance {
    /// What holds at the height that a proposal is done at.
    struct Standing {
        let rules: Rules
        let limits: RulePack
    }

    static func execute(
        _ signed: SignedProposal, context: BlockContext, standing: Standing,
        state: inout StateOverlay
    ) throws(Stop) {
        let proposal = signed.proposal
        let leaf = try administrators(for: proposal, in: state)
        if let validUntil = proposal.validUntil, context.time > validUntil {
            throw .refused(.proposalExpired(validUntil: validUntil, blockTime: context.time))
        }
        try requireQuorum(of: leaf.administrators, signed, on: context.chain)
        try carryOut(proposal, context: context, standing: standing, state: &state)
    }

    /// Does what a proposal says, whoever approved it.
    static func carryOut(
        _ proposal: Proposal, context: BlockContext, standing: Standing,
        state: inout StateOverlay
    ) throws(Stop) {
        var leaf = try administrators(for: proposal, in: state)
        leaf.lastNumber = proposal.number
        state.set(leaf.encoded(), for: .administrators)
        var validators = try ValidatorsDraft(in: state)
        for change in proposal.changes {
            try apply(
                change, to: &validators, context: context, standing: standing, state: &state)
        }
        try validators.finish(at: context.height, state: &state)
    }

    /// Who decides about a proposal, which must be the next.
    private static func administrators(
        for proposal: Proposal, in state: StateOverlay
    ) throws(Stop) -> AdministratorsLeaf {
        guard let leaf = try read(AdministratorsLeaf.self, at: .administrators, in: state) else {
            throw .unreadable(StateReadError(reason: "the state has no administrators"))
        }
        let (expected, overflow) = leaf.lastNumber.addingReportingOverflow(1)
        guard !overflow, proposal.number == expected else {
            throw .refused(.wrongNumber(found: proposal.number, expected: expected))
        }
        return leaf
    }

    private static func requireQuorum(
        of administrators: Administrators, _ signed: SignedProposal, on chain: ChainID
    ) throws(Stop) {
        let approved: Set<KeyID>
        do throws(RuleRefusal) {
            approved = try signed.approvers(among: administrators, on: chain)
        } catch {
            throw .refused(error)
        }
        guard UInt64(approved.count) >= administrators.quorum else {
            throw .refused(
                .quorumMissing(have: approved.count, need: Int(clamping: administrators.quorum)))
        }
    }

    private static func apply(
        _ change: GovernanceChange, to validators: inout ValidatorsDraft, context: BlockContext,
        standing: Standing, state: inout StateOverlay
    ) throws(Stop) {
        switch change {
        case .setMember(let id, let member):
            try setMember(id, member, state: &state)
        case .addKey(let member, let key):
            try add(key, to: member, validators, from: context.height, state: &state)
        case .revokeKey(let id):
            try revoke(id, at: context.height, state: &state)
        case .setAdministrators(let administrators):
            try set(administrators, validators, state: &state)
        case .setParameters(let parameters):
            state.set(parameters.encoded(), for: .parameters)
        case .addValidator(let candidate):
            try validators.add(candidate, on: context.chain)
        case .removeValidator(let name):
            try validators.remove(name)
        case .rotateValidator(let candidate):
            try validators.rotate(to: candidate, on: context.chain)
        case .setValidatorAddress(let name, let address):
            try validators.move(name, to: address)
        case .setRuleVersion(let version, let height):
            try setRules(version, from: height, at: context.height, state: &state)
        case .setPlot(let key, let plot):
            try setPlot(key, plot, standing, state: &state)
        case .setRulePack(let pack, let height):
            try setRulePack(pack, from: height, at: context.height, standing, state: &state)
        case .setProduct(let key, let product):
            state.set(product.encoded(), for: .product(key))
        case .setFacility(let key, let facility):
            try setFacility(key, facility, standing, state: &state)
        case .revokeCertificate(let certificate, let reason, let from):
            try revoke(
                certificate, reason: reason, from: from, at: context.height, standing,
                state: &state)
        }
    }

    static func read<Leaf: CBORCodable>(
        _ type: Leaf.Type, at key: StateKey, in state: StateOverlay
    ) throws(Stop) -> Leaf? {
        try reading { () throws(StateReadError) in try state.leaf(type, at: key) }
    }
}

/// Members and their keys.
extension Governance {
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

    private static func add(
        _ key: MemberKey, to member: MemberID, _ validators: ValidatorsDraft, from height: Height,
        state: inout StateOverlay
    ) throws(Stop) {
        guard try read(MemberLeaf.self, at: .member(member), in: state) != nil else {
            throw .refused(.unknownSubject(member.text))
        }
        try requireNoMembers(key.key.id, in: state)
        try requireNoAdministrators(key.key.id, in: state)
        try validators.requireNone(of: key.key.id)
        let leaf = KeyLeaf(member: member, key: key, from: height)
        state.set(leaf.encoded(), for: .key(key.key.id))
    }

    private static func revoke(
        _ id: KeyID, at height: Height, state: inout StateOverlay
    ) throws(Stop) {
        guard var leaf = try read(KeyLeaf.self, at: .key(id), in: state) else {
            throw .refused(.unknownSubject(id.description))
        }
        // A second revocation does not move the first.
        leaf.revokedAt = leaf.revokedAt ?? height
        state.set(leaf.encoded(), for: .key(id))
    }

    private static func set(
        _ administrators: Administrators, _ validators: ValidatorsDraft,
        state: inout StateOverlay
    ) throws(Stop) {
        guard var leaf = try read(AdministratorsLeaf.self, at: .administrators, in: state)
        else { preconditionFailure("administrators that were read before are gone") }
        for key in administrators.keys {
            try requireNoMembers(key.id, in: state)
            try validators.requireNone(of: key.id)
        }
        leaf.administrators = administrators
        state.set(leaf.encoded(), for: .administrators)
    }
}

/// One key serves one purpose of one holder.
extension Governance {
    static func requireNoMembers(_ key: KeyID, in state: StateOverlay) throws(Stop) {
        if let known = try read(KeyLeaf.self, at: .key(key), in: state) {
            throw .refused(.keyTaken(key, by: known.member))
        }
    }

    static func requireNoAdministrators(_ key: KeyID, in state: StateOverlay) throws(Stop) {
        let leaf = try read(AdministratorsLeaf.self, at: .administrators, in: state)
        if leaf?.administrators.keys.contains(where: { $0.id == key }) == true {
            throw .refused(.keyInUse(key, use: "an administrator"))
        }
    }
}

/// Versions of the rules. Spec: Docs/Spec/Rules.md §11.
extension Governance {
    private static func setRules(
        _ version: RuleVersion, from: Height, at height: Height, state: inout StateOverlay
    ) throws(Stop) {
        let leaf = try reading { () throws(StateReadError) in try Registry.rules(in: state) }
        let inForce = leaf.version(at: height)
        guard from > height else {
            throw .refused(.ruleHeightPassed(from: from, earliest: height.next))
        }
        guard version >= inForce else {
            throw .refused(.ruleVersionOld(version, inForce: inForce))
        }
        let next = version == inForce ? nil : RulesLeaf.Change(version: version, from: from)
        state.set(RulesLeaf(inForce: inForce, next: next).encoded(), for: .rules)
    }
}
