import EPCIS
import LedgerCore
import NIOHTTP1
import Node
import Storage
import Traceability

/// Decides as the administrators whose keys lie in a home, in the name of one of its members.
///
/// Spec: Docs/Spec/Rules.md §9.
struct HomeGovernance {
    private let genesis: Genesis
    private let administrators: AdministratorsLeaf
    private let keys: [PrivateKey]
    private let sender: MemberID
    private let senderKey: PrivateKey

    init(home: NodeHome) throws {
        genesis = try HomeGenesis.read(home)
        let found = try HomeState.look(at: home) { store in
            try store.read { try Registry.administrators(in: $0) }
        }
        guard let found else {
            throw CommandFailure.refused("The ledger names no administrators.")
        }
        administrators = found
        keys = try Self.administratorKeys(of: home, genesis).filter { key in
            found.administrators.keys.contains(key.publicKey)
        }
        let gateway = try GatewayKeys(directory: home.keysDirectory, demo: DemoKeys(of: genesis))
        let candidate = genesis.members.lazy.compactMap { member in
            gateway.key(of: member.id).map { (member.id, $0) }
        }.first
        guard let (member, key) = candidate else {
            throw CommandFailure.impossible("This home holds no key that signs for a member.")
        }
        (sender, senderKey) = (member, key)
    }

    /// Proposes changes, approved with every key of the home, and waits for the block.
    ///
    /// - Returns: The node's story of the transaction.
    func propose(_ changes: [GovernanceChange], through node: NodeClient) async throws -> JSONValue
    {
        let quorum = administrators.administrators.quorum
        guard keys.count >= quorum else {
            throw CommandFailure.refused(
                "\(quorum) administrators must sign, and this home holds the keys of \(keys.count)."
            )
        }
        let proposal = Proposal(number: administrators.lastNumber + 1, changes: changes)
        let approvals = keys.map {
            Approval(of: proposal.encoded(), on: genesis.chainID, by: $0)
        }
        let transaction = try signed(SignedProposal(proposal, approvals: approvals).encoded())
        _ = try await node.json(
            .init(
                method: .POST, path: "/ledger/v1/transactions", body: transaction.encoded(),
                contentType: "application/cbor"))
        return try await outcome(of: transaction.id, through: node)
    }

    private func signed(_ content: Bytes) throws -> SignedTransaction {
        let now = Clock.milliseconds()
        guard let nonce = Nonce(bytes: Bytes(HomeFounding.random().prefix(Nonce.byteCount))) else {
            preconditionFailure("a nonce has \(Nonce.byteCount) bytes")
        }
        let header = TransactionHeader(
            key: senderKey.publicKey, contentType: ContentType.governance.rawValue, member: sender,
            chain: genesis.chainID, nonce: nonce, sequence: UInt64(now) * 1_000,
            expiry: Timestamp(milliseconds: now + 600_000), interpretation: nil)
        return try SignedTransaction(signing: content, header: header, with: senderKey)
    }

    private func outcome(
        of id: TransactionID, through node: NodeClient
    ) async throws -> JSONValue {
        for _ in 0..<600 {
            let story = try await node.get("/ledger/v1/transactions/\(id)")
            if let outcome = story["outcome"] {
                guard outcome["success"]?.bool == true else {
                    let reasons = (outcome["errors"]?.array ?? []).compactMap {
                        $0["detail"]?.string
                    }
                    throw CommandFailure.refused(
                        "The ledger refused it. " + reasons.joined(separator: " "), details: story)
                }
                return story
            }
            try await Task.sleep(for: .milliseconds(100))
        }
        throw CommandFailure.impossible("No block came within a minute; transaction \(id) waits.")
    }

    private static func administratorKeys(
        of home: NodeHome, _ genesis: Genesis
    ) throws -> [PrivateKey] {
        let files = try Files.names(in: home.keysDirectory)
            .filter { $0.hasPrefix("administrator-") && $0.hasSuffix(".key") }
            .map { try KeyFile.read(home.keysDirectory + "/" + $0) }
        guard files.isEmpty, let demo = DemoKeys(of: genesis) else { return files }
        return genesis.members.map { demo.key(.administrator, $0.id.text) }
    }
}
