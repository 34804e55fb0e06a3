package import LedgerCore
package import Season

/// What the demo is founded on: the members of the season, one who may capture anything, and one who
/// runs the nodes.
///
/// GenesisConfig/demo/genesis.json says the same; a test holds the two together.
package enum DemoGenesis {
    /// May capture under any GS1 prefix.
    package static let sandbox = "sandbox"
    /// Administers nodes and chain.
    package static let administrator = "administrator"
    /// 2025-01-01T00:00:00Z.
    package static let founded = Timestamp(milliseconds: 1_735_689_600_000)

    package static func validatorName(_ index: Int) -> String { "node-\(index)" }

    /// - Parameter peerPort: where node 0 serves its peers; node *i* uses the *i*-th port after it.
    /// - Throws: where a member of the season is none that a chain can begin with.
    package static func make(
        members: [SeasonMember], validators: Int = 4, peerPort: Int = 8580
    ) throws(GenesisFault) -> Genesis {
        let keys = DemoKeys(seed: DemoKeys.standardSeed)
        return try Genesis(
            name: "Daftar demo", created: founded,
            validators: (0..<validators).map { index in
                keys.validator(
                    memberID(validatorName(index)),
                    address: "https://127.0.0.1:\(peerPort + index)")
            },
            administrators: Administrators(
                keys: [keys.key(.administrator, administrator).publicKey]),
            members: members.map { member($0, keys) } + [
                member(administrator, "Node operator", ["validator"], .nothing, keys),
                member(sandbox, "Sandbox", ["farm", "processor"], .everything, keys),
            ],
            logOrigin: "daftar.tj/demo", demoSeed: DemoKeys.standardSeed)
    }

    private static func member(_ member: SeasonMember, _ keys: DemoKeys) -> GenesisMember {
        var scope = MemberScope.nothing
        if let prefix = member.prefix {
            scope = MemberScope(
                companyPrefixes: [prefix.digits],
                locationNumbers: [prefix.gln(place: 0), prefix.gln(place: 1)])
        }
        return self.member(
            member.id, member.name.english, [member.role.rawValue], scope, keys)
    }

    private static func member(
        _ id: String, _ name: String, _ roles: [String], _ scope: MemberScope, _ keys: DemoKeys
    ) -> GenesisMember {
        GenesisMember(
            id: memberID(id), name: name, roles: roles, scope: scope,
            keys: [MemberKey(key: keys.key(.gateway, id).publicKey, holder: .gateway)])
    }

    private static func memberID(_ text: String) -> MemberID {
        guard let id = MemberID(text) else { preconditionFailure("\(text) names no member") }
        return id
    }
}
