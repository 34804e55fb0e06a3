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
