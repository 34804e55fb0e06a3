package import LedgerCore

/// Who is who, as the state says.
///
/// Spec: Docs/Spec/Rules.md §3.
package enum Registry {
    package static func member(
        _ id: MemberID, in state: some StateReading
    ) throws(StateReadError) -> MemberLeaf? {
        try state.leaf(MemberLeaf.self, at: .member(id))
    }

    package static func key(
        _ id: KeyID, in state: some StateReading
    ) throws(StateReadError) -> KeyLeaf? {
        try state.leaf(KeyLeaf.self, at: .key(id))
    }

    package static func administrators(
        in state: some StateReading
    ) throws(StateReadError) -> AdministratorsLeaf? {
        try state.leaf(AdministratorsLeaf.self, at: .administrators)
    }

    package static func parameters(
        in state: some StateReading
    ) throws(StateReadError) -> ChainParameters? {
        try state.leaf(ChainParameters.self, at: .parameters)
    }

    /// The validators of the next height.
    package static func validators(
        in state: some StateReading
    ) throws(StateReadError) -> ValidatorsLeaf? {
        try state.leaf(ValidatorsLeaf.self, at: .validators)
    }

    /// The validators of a height that is decided, or of the next one; nil for genesis and beyond.
    ///
    /// Looks at as many sets as the logarithm of how often they changed.
    package static func validators(
        at height: Height, in state: some StateReading
    ) throws(StateReadError) -> ValidatorsLeaf? {
        guard let last = try validators(in: state), height >= .first else { return nil }
        if last.from <= height { return last }
        // Set 0 decides from the first height on; set `above` from a later one than `height`.
        var below: UInt64 = 0
        var above = last.number
        while above - below > 1 {
            let middle = below + (above - below) / 2
            if try formerValidators(middle, in: state).from <= height {
                below = middle
            } else {
                above = middle
            }
        }
        return try formerValidators(below, in: state)
    }

    private static func formerValidators(
        _ number: UInt64, in state: some StateReading
    ) throws(StateReadError) -> ValidatorsLeaf {
        guard let leaf = try state.leaf(ValidatorsLeaf.self, at: .formerValidators(number)) else {
            throw StateReadError(reason: "the validators number \(number) are missing")
        }
        return leaf
    }

    /// The versions of the rules; the first one where nothing was decided about them.
    package static func rules(in state: some StateReading) throws(StateReadError) -> RulesLeaf {
        try state.leaf(RulesLeaf.self, at: .rules) ?? RulesLeaf()
    }

    /// The limits of a height, as the state before it says.
    package static func rulePack(
        at height: Height, in state: some StateReading
    ) throws(StateReadError) -> RulePack {
        let packs = try state.leaf(RulePacksLeaf.self, at: .rulePacks) ?? RulePacksLeaf()
        let number = packs.number(at: height)
        guard number > 0 else { return .empty }
        guard let pack = try state.leaf(RulePack.self, at: .rulePack(number)) else {
            throw StateReadError(reason: "the rule pack number \(number) is missing")
        }
        return pack
    }

    /// A certificate by who issued it and its number, as anybody may look it up.
    package static func certificate(
        _ certificate: CertificateReference, in state: some StateReading
    ) throws(StateReadError) -> CertificateLeaf? {
        try state.leaf(CertificateLeaf.self, at: .certificate(certificate))
    }

    /// The test that closes a lot at a height: the last one that the administrators have not revoked decides.
    package static func failure(
        of lot: LotLeaf, at height: Height, in state: some StateReading
    ) throws(StateReadError) -> CertificateReference? {
        for test in lot.tests.reversed() {
            let leaf = try certificate(test.certificate, in: state)
            if let leaf, leaf.revocationReason != nil, leaf.isRevoked(at: height) { continue }
            return test.result == .failed ? test.certificate : nil
        }
        return nil
    }

    /// That a member may record for another, as anybody may look it up.
    package static func delegation(
        _ delegation: DelegationReference, in state: some StateReading
    ) throws(StateReadError) -> DelegationLeaf? {
        try state.leaf(DelegationLeaf.self, at: .delegation(delegation))
    }

    /// Where goods for a party go. `party` is a text of ``Party``.
    package static func address(
        of party: String?, in state: some StateReading
    ) throws(StateReadError) -> Address {
        guard let party else { return .nobody }
        if let named = Party.member(named: party) {
            return try member(named, in: state) == nil ? .party(party) : .member(named)
        }
        let known = try state.leaf(MemberID.self, at: .party(party))
        return known.map(Address.member) ?? .party(party)
    }
}

extension StateReading {
    /// The leaf of a key, or nil where there is none.
    ///
    /// - Throws: also when the bytes are no such leaf, since only we wrote them.
    package func leaf<Leaf: CBORCodable>(
        _ type: Leaf.Type, at key: StateKey
    ) throws(StateReadError) -> Leaf? {
        guard let bytes = try value(for: key) else { return nil }
        do {
            return try Leaf(decoding: bytes)
        } catch {
            throw StateReadError(reason: "a \(type) does not decode: \(error)")
        }
    }
}
