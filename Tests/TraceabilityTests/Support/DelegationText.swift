import LedgerCore
import Traceability

/// What events say of who records for whom, and the members that do.
enum DelegationText {
    static let delegating = "https://daftar.tj/voc/BizStep-delegating"
    static let withdrawing = "https://daftar.tj/voc/BizStep-withdrawing"

    static let members =
        CertificateText.members + [
            World.member("coop", ["cooperative"], scope: .nothing),
            World.member("neighbour", ["carrier"], scope: .nothing),
        ]

    /// An event of a member that says something of another, which it observes.
    static func say(_ step: String?, _ claim: String, id: String? = nil, extra: String = "")
        -> String
    {
        EventText.object(
            "OBSERVE", step, items: ["https://daftar.tj/member/coop"], id: id,
            extra: ",\"\(DelegationClaim.name)\":\(claim)" + extra)
    }

    /// - Parameter terms: more members of the extension, each with a comma before it.
    static func confirm(
        _ delegate: String = "coop", _ terms: String = "", id: String? = nil, extra: String = ""
    ) -> String {
        say(delegating, "{\"delegate\":\"\(delegate)\"\(terms)}", id: id, extra: extra)
    }

    static func withdraw(
        _ delegate: String = "coop", id: String? = nil, extra: String = ""
    ) -> String {
        say(withdrawing, "{\"delegate\":\"\(delegate)\"}", id: id, extra: extra)
    }

    static func behalf(of member: String = "farm") -> String {
        ",\"\(BehalfClaim.name)\":\"\(member)\""
    }
}

extension World {
    /// Under the rules that know of delegations.
    static func delegating(_ version: RuleVersion = RuleVersion(4)) throws -> World {
        var world = try World(members: DelegationText.members)
        if version != .first { try world.adopt(version) }
        return world
    }

    func delegation(_ principal: String, to delegate: String) throws -> DelegationLeaf? {
        let reference = DelegationReference(
            principal: World.id(principal), delegate: World.id(delegate))
        return try state.leaf(DelegationLeaf.self, at: .delegation(reference))
    }

    func standIn(_ event: String) throws -> StandInLeaf? {
        try state.leaf(StandInLeaf.self, at: .standIn(event))
    }
}
