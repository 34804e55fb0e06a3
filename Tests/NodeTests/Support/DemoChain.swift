import LedgerCore
import Node

/// A chain with one validator, a farm with a GS1 prefix, a processor, a sandbox and an inspector.
enum DemoChain {
    static let farm = "farm-1"
    static let processor = "processor-1"
    static let sandbox = "sandbox"
    static let inspector = "inspector-1"
    static let companyPrefix = "4880000"

    static func genesis() throws -> Genesis {
        let keys = DemoKeys(seed: "node tests")
        let node = try id("node-0")
        return try Genesis(
            name: "node tests", created: Timestamp(milliseconds: 1_700_000_000_000),
            validators: [keys.validator(node, address: "http://127.0.0.1:8580")],
            administrators: Administrators(keys: [keys.key(.administrator, "node-0").publicKey]),
            members: [
                try member(farm, role: "farm", scope: prefix, keys),
                try member(processor, role: "processor", scope: prefix, keys),
                try member(sandbox, role: "processor", scope: .everything, keys),
                try member(inspector, role: "inspector", scope: .nothing, keys),
            ],
            logOrigin: "daftar.test/log", demoSeed: "node tests")
    }

    static func id(_ text: String) throws -> MemberID {
        guard let id = MemberID(text) else { throw NotAMember(text: text) }
        return id
    }

    struct NotAMember: Error {
        let text: String
    }

    private static let prefix = MemberScope(companyPrefixes: [companyPrefix])

    private static func member(
        _ name: String, role: String, scope: MemberScope, _ keys: DemoKeys
    ) throws -> GenesisMember {
        GenesisMember(
            id: try id(name), name: "The \(role)", roles: [role], scope: scope,
            keys: [MemberKey(key: keys.key(.gateway, name).publicKey, holder: .gateway)])
    }
}
