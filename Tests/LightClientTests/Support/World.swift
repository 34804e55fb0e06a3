import LedgerCore
import LightClient
import Testing

/// A chain of four validators with one decided block of three transactions.
struct World {
    let genesis: Genesis
    let keys: [PrivateKey]
    let block: Block
    let outcomes: [Outcome]
    let facts: [StateFact]

    static let seed = "light client"

    init(name: String = "A chain for tests", height: Height = .first) throws {
        let demo = DemoKeys(seed: World.seed)
        let names = try (0..<4).map { try #require(MemberID("node-\($0)")) }
        let genesis = try Genesis(
            name: name, created: Timestamp(milliseconds: 1_790_000_000_000),
            validators: names.map { demo.validator($0, address: "") },
            administrators: Administrators(keys: [demo.key(.administrator, "a").publicKey]),
            logOrigin: "daftar.example", demoSeed: World.seed)
        self.genesis = genesis
        keys = names.map { demo.key(.consensus, $0.text) }.sorted { $0.id < $1.id }
        outcomes = [
            Outcome(.done), Outcome(.refused(Refusal(code: "balance.overdrawn"))), Outcome(.done),
        ]
        let signer = demo.key(.gateway, "farm-017")
        let body = BlockBody(
            transactions: try (UInt8(0)..<3).map { number in
                let header = TransactionHeader(
                    key: signer.publicKey, contentType: "application/ld+json",
                    member: try #require(MemberID("farm-017")), chain: genesis.chainID,
                    nonce: try #require(Nonce(bytes: Bytes(repeating: number, count: 16))),
                    sequence: 1, expiry: Timestamp(milliseconds: 1_790_000_100_000),
                    interpretation: nil)
                return try SignedTransaction(signing: [number], header: header, with: signer)
            })
        let present = StateKey(StateType(16), "lot 1")
        let absent = StateKey(StateType(16), "lot 2")
        var store = StateTreeMemoryStore()
        let state = try StateTree(version: nil, store: store).updated(
            with: [StateChange(key: present, value: [1, 2])], version: height)
        store.keep(state)
        let tree = StateTree(version: height, store: store)
        facts = [
            StateFact(key: present, value: [1, 2], proof: try tree.proof(of: present.digest)),
            StateFact(key: absent, value: nil, proof: try tree.proof(of: absent.digest)),
        ]
        var log = MerkleFrontier()
        log.append(transactionsOf: body)
        let set = genesis.validatorSet
        block = Block(
            header: BlockHeader(
                chain: genesis.chainID, height: height, previous: .none,
                time: Timestamp(milliseconds: 1_790_000_001_000), proposer: set.ids[0],
                transactionsRoot: body.transactionsRoot,
                outcomesRoot: Outcome.root(of: outcomes), logSize: log.size, logRoot: log.root,
                stateRoot: state.root, validatorSetHash: set.hash,
                nextValidatorSetHash: set.hash),
            body: body)
    }

    var client: LightClient { LightClient(anchor: TrustAnchor(genesis: genesis)) }

    /// Signed by the first so many validators.
    func certificate(
        of header: BlockHeader, signers: Int = 3, keys: [PrivateKey]? = nil,
        set: ValidatorSet? = nil
    ) -> CommitCertificate {
        let set = set ?? genesis.validatorSet
        let place = AgreementPlace(
            chain: header.chain, validatorSetHash: set.hash, height: header.height, round: .zero)
        let votes = (keys ?? self.keys).prefix(signers).map {
            SignedMessage(
                signing: .precommit(Precommit(place: place, blockID: header.id)), with: $0)
        }
        return CommitCertificate(
            height: header.height, round: .zero, blockID: header.id,
            signatures: QuorumSignatures(of: votes, in: set))
    }

    func bundle(states: [StateFact]? = nil) -> ProofBundle {
        ProofBundle(
            header: block.header, certificate: certificate(of: block.header),
            transaction: TransactionProof(of: 1, in: block, outcomes: outcomes),
            states: states ?? facts)
    }
}

extension BlockHeader {
    /// The same header with other roots or validators.
    func changed(
        chain: ChainID? = nil, height: Height? = nil, stateRoot: Digest? = nil,
        validatorSetHash: Digest? = nil, nextValidatorSetHash: Digest? = nil
    ) -> BlockHeader {
        BlockHeader(
            chain: chain ?? self.chain, height: height ?? self.height, previous: previous,
            time: time, proposer: proposer, transactionsRoot: transactionsRoot,
            outcomesRoot: outcomesRoot, logSize: logSize, logRoot: logRoot,
            stateRoot: stateRoot ?? self.stateRoot,
            validatorSetHash: validatorSetHash ?? self.validatorSetHash,
            nextValidatorSetHash: nextValidatorSetHash ?? self.nextValidatorSetHash)
    }
}
