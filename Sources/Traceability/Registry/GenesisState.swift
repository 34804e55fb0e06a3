package import LedgerCore

/// The state before the first block.
package enum GenesisState {
    /// Why a genesis, sound in itself, founds no state.
    package enum Fault: Error, Equatable, Sendable {
        case unknownRole(String, of: MemberID)
        /// Two members name the same location number.
        case partyTaken(String, by: MemberID, and: MemberID)
        case stateUnreadable(StateReadError)
    }

    /// Writes parameters, administrators, validators, members and their keys.
    ///
    /// - Precondition: the overlay is on an empty state.
    package static func apply(
        _ genesis: Genesis, into state: inout StateOverlay
    ) throws(Fault) {
        state.set(genesis.parameters.encoded(), for: .parameters)
        state.set(AdministratorsLeaf(genesis.administrators).encoded(), for: .administrators)
        state.set(ValidatorsLeaf(genesis).encoded(), for: .validators)
        state.set(RulesLeaf().encoded(), for: .rules)
        for member in genesis.members {
            try set(member, into: &state)
            for key in member.keys {
                let leaf = KeyLeaf(member: member.id, key: key, from: .genesis)
                state.set(leaf.encoded(), for: .key(key.key.id))
            }
        }
    }

    private static func set(
        _ member: GenesisMember, into state: inout StateOverlay
    ) throws(Fault) {
        var roles: [Role] = []
        for text in member.roles {
            guard let role = Role(rawValue: text) else {
                throw .unknownRole(text, of: member.id)
            }
            roles.append(role)
        }
        let leaf = MemberLeaf(name: member.name, roles: roles, scope: member.scope)
        do throws(Stop) {
            try Governance.setMember(member.id, leaf, state: &state)
        } catch {
            switch error {
            case .refused(.partyTaken(let party, let other), _):
                throw .partyTaken(party, by: other, and: member.id)
            case .unreadable(let error): throw .stateUnreadable(error)
            case .refused: preconditionFailure("setting a member is refused for its parties only")
            }
        }
    }
}
