import EPCIS
import LedgerCore
import NIOHTTP1
import Node
import Storage
import Traceability

/// What the administrators decide, from a node's home: drafts on its ledger, its administrators' keys, and
/// a member of it in whose name a proposal is handed in.
///
/// Spec: Docs/Spec/Rules.md §9.
struct HomeGovernance {
    private let home: NodeHome
    private let genesis: Genesis

    init(home: NodeHome) throws {
        self.home = home
        genesis = try HomeGenesis.read(home)
    }

    /// A proposal on the ledger as it now is.
    func draft(_ changes: [GovernanceChange], validUntil: Timestamp?) throws -> ProposalFile {
        let chain = genesis.chainID
        return try HomeState.look(at: home) { store in
            try store.read { reader in
                try ProposalFile(
                    changes, validUntil: validUntil, on: chain, height: try reader.head().height,
                    state: reader)
            }
        }
    }

    /// Every key of an administrator that lies in the home, in force or not; on a demo all.
    func administratorKeys() throws -> [PrivateKey] {
        let files = try Files.names(in: home.keysDirectory)
            .filter { $0.hasPrefix("administrator-") && $0.hasSuffix(".key") }
            .map { try KeyFile.read(home.keysDirectory + "/" + $0) }
        guard files.isEmpty, let demo = DemoKeys(of: genesis) else { return files }
        return genesis.members.map { demo.key(.administrator, $0.id.text) }
    }

    /// Proposes changes, approved with every key of the home, and waits for the block.
    ///
    /// - Returns: The node's story of the transaction.
    ///
    /// - Throws: where the ledger refused it.
    func propose(_ changes: [GovernanceChange], through node: NodeClient) async throws -> JSONValue
    {
        try Self.requireDone(try await outcome(of: changes, through: node))
    }

    /// Proposes changes, approved with every key of the home, and waits for the block.
    ///
    /// - Returns: The node's story of the transaction, done or refused.
    func outcome(
        of changes: [GovernanceChange], through node: NodeClient
    ) async throws -> JSONValue {
        var file = try draft(changes, validUntil: nil)
        for key in try administratorKeys()
        where file.administrators?.keys.contains(key.publicKey) == true {
            try file.approve(with: key)
        }
        let story = try ProposalStory(file)
        guard story.missingCount == 0 else {
            throw CommandFailure.refused(
                "\(story.quorum) administrators must sign, and this home holds the keys of "
                    + "\(file.approvers.count).",
                advice: "`daftar members propose` writes a file that the others can sign.")
        }
        return try await hand(in: file, through: node)
    }

    /// Hands a proposal in, and waits for the block.
    ///
    /// - Returns: The node's story of the transaction.
    /// - Throws: where the ledger refused it.
    func submit(_ file: ProposalFile, through node: NodeClient) async throws -> JSONValue {
        try Self.requireDone(try await hand(in: file, through: node))
    }

    private func hand(in file: ProposalFile, through node: NodeClient) async throws -> JSONValue {
        guard file.chain == genesis.chainID else {
            throw CommandFailure.refused(
                "The proposal is for chain \(file.chain), and \(home.path) is of \(genesis.chainID)."
            )
        }
        let transaction = try signed(file.signed.encoded())
        _ = try await node.json(
            .init(
                method: .POST, path: "/ledger/v1/transactions", body: transaction.encoded(),
                contentType: "application/cbor"))
        return try await outcome(of: transaction.id, through: node)
    }

    private func signed(_ content: Bytes) throws -> SignedTransaction {
        let (sender, key) = try sender()
        let now = Clock.milliseconds()
        guard let nonce = Nonce(bytes: Bytes(HomeFounding.random().prefix(Nonce.byteCount))) else {
            preconditionFailure("a nonce has \(Nonce.byteCount) bytes")
        }
        let header = TransactionHeader(
            key: key.publicKey, contentType: ContentType.governance.rawValue, member: sender,
            chain: genesis.chainID, nonce: nonce, sequence: UInt64(now) * 1_000,
            expiry: Timestamp(milliseconds: now + 600_000), interpretation: nil)
        return try SignedTransaction(signing: content, header: header, with: key)
    }

    /// A member that a key of this home signs for.
    private func sender() throws -> (MemberID, PrivateKey) {
        let gateway = try GatewayKeys(directory: home.keysDirectory, demo: DemoKeys(of: genesis))
        let found = genesis.members.lazy.compactMap { member in
            gateway.key(of: member.id).map { (member.id, $0) }
        }.first
        guard let found else {
            throw CommandFailure.impossible("This home holds no key that signs for a member.")
        }
        return found
    }

    private func outcome(
        of id: TransactionID, through node: NodeClient
    ) async throws -> JSONValue {
        for _ in 0..<600 {
            let story = try await node.get("/ledger/v1/transactions/\(id)")
            if story["outcome"] != nil { return story }
            try await Task.sleep(for: .milliseconds(100))
        }
        throw CommandFailure.impossible("No block came within a minute; transaction \(id) waits.")
    }

    private static func requireDone(_ story: JSONValue) throws -> JSONValue {
        guard story["outcome"]?["success"]?.bool == true else {
            let reasons = (story["outcome"]?["errors"]?.array ?? []).compactMap {
                $0["detail"]?.string
            }
            throw CommandFailure.refused(
                "The ledger refused it. " + reasons.joined(separator: " "), details: story)
        }
        return story
    }
}
