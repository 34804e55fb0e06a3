import LedgerCore
import Node
import Traceability

/// A member that is to be added, and the key that the gateway will sign for it with.
struct NewMember {
    let id: MemberID
    let leaf: MemberLeaf

    init(id: String, name: String, roles: [String], scope: MemberScope) throws {
        guard let member = MemberID(id) else {
            throw CommandFailure.refused("“\(id)” is no name: 1 to 64 of a-z 0-9 . -")
        }
        let known = try roles.map { text in
            guard let role = Role(rawValue: text) else {
                throw CommandFailure.refused(
                    "“\(text)” is no role.",
                    advice: "Roles are "
                        + Role.allCases.map(\.rawValue).joined(separator: ", ") + ".")
            }
            return role
        }
        self.id = member
        leaf = MemberLeaf(name: name, roles: known, scope: scope)
    }

    /// Makes the key file, so that the key is on disk before the ledger knows of it.
    func changes(keyedIn home: NodeHome) throws -> [GovernanceChange] {
        let file = home.keysDirectory + "/" + GatewayKeys.fileName(of: id)
        if !Files.exists(file) {
            try KeyFile.write(seed: HomeFounding.random(), algorithm: .eddsa, to: file)
        }
        let key = try KeyFile.read(file).publicKey
        return [
            .setMember(id, leaf), .addKey(id, MemberKey(key: key, holder: .gateway)),
        ]
    }
}
