import LedgerCore
import Testing

/// A whole small chain that is the same on every run: four validators, one farm, two blocks.
struct GoldenChain {
    let genesis: Genesis
    let keys: DemoKeys
    /// The keys of the validators in the order of the set.
    let validatorKeys: [PrivateKey]
    let blocks: [ExportedBlock]
    /// The changes of state of each block.
    let changes: [[StateChange]]

    static let farm = Fixtures.member("farm-017")
    static let content = Array(
        #"{"type":"ObjectEvent","action":"ADD","bizStep":"commissioning"}"#.utf8)

    /// The farm's own key: P-256, as phones have them.
    static let phoneKey = Fixtures.key(200, .es256)

    /// - Parameter phoneTransaction: signed by the phone; its signature cannot be made twice.
    init(phoneTransaction: (TransactionHeader) throws -> SignedTransaction) throws {
        let keys = DemoKeys(seed: "golden")
        let genesis = try GoldenChain.makeGenesis(keys)
        self.keys = keys
        self.genesis = genesis
        validatorKeys = genesis.validators.map { keys.key(.consensus, $0.name.text) }
            .sorted { $0.id < $1.id }

        let gateway = keys.key(.gateway, GoldenChain.farm.text)
        let header = { (key: PrivateKey, nonce: UInt8, interpretation: Interpretation?) in
            Fixtures.header(
                key, nonce: nonce, chain: genesis.chainID, interpretation: interpretation)
        }
        let first = try SignedTransaction(
            signing: GoldenChain.content, header: header(gateway, 1, Interpretation()),
            with: gateway)
        let second = try phoneTransaction(
            header(
                GoldenChain.phoneKey, 2,
                Interpretation(
                    errorBehaviour: .proceed, extensions: ["tj": "https://daftar.example/ns/"])))
        let third = try SignedTransaction(
            signing: GoldenChain.content, header: header(gateway, 3, nil), with: gateway)

        let overdrawn = Refusal(
            code: "balance.overdrawn", place: "/epcisBody/eventList/0",
            details: [OutcomeDetail("available", "1200 kg"), OutcomeDetail("asked", "1500 kg")])
        let lots = (0..<20).map { StateKey(StateType(16), "lot \($0)") }
        changes = [
            lots.map { StateChange(key: $0, value: Array("counted".utf8)) }
                .sorted { $0.key < $1.key },
            [StateChange(key: lots[3], value: nil), StateChange(key: lots[4], value: [])]
                .sorted { $0.key < $1.key },
        ]
        var growth = Growth(genesis: genesis, keys: validatorKeys)
        try growth.add(
            [first, second],
            outcomes: [
                Outcome(.done([OutcomeDetail("events", "1")])),
                Outcome(.done, events: [.refused(overdrawn)]),
            ], changes: changes[0], signers: 0..<3)
        try growth.add(
            [third], outcomes: [Outcome(.refused(overdrawn))], changes: changes[1],
            signers: 0..<4)
        blocks = growth.blocks
    }

    var export: LedgerExport { LedgerExport(genesis: genesis, blocks: blocks) }

    private static func makeGenesis(_ keys: DemoKeys) throws -> Genesis {
        try Genesis(
            name: "Golden", created: Timestamp(milliseconds: 1_790_000_000_000),
            validators: (0..<4).map {
                keys.validator(Fixtures.member("node-\($0)"), address: "http://127.0.0.1:858\($0)")
            },
            administrators: Administrators(
                keys: (0..<3).map { keys.key(.administrator, "admin-\($0)").publicKey }),
            members: [
                GenesisMember(
                    id: farm, name: "Хоҷагии деҳқонии Исфара", roles: ["farm"],
                    scope: MemberScope(companyPrefixes: ["4780001"]),
                    keys: [
                        MemberKey(key: keys.key(.gateway, farm.text).publicKey, holder: .gateway),
                        MemberKey(key: phoneKey.publicKey, holder: .member),
                    ])
            ],
            logOrigin: "golden.daftar.example/log", demoSeed: "golden")
    }
}

/// Adds block to block as a node would.
private struct Growth {
    let genesis: Genesis
    let keys: [PrivateKey]
    var blocks: [ExportedBlock] = []
    private var log = MerkleFrontier()
    private var store = StateTreeMemoryStore()

    init(genesis: Genesis, keys: [PrivateKey]) {
        self.genesis = genesis
        self.keys = keys
    }

    mutating func add(
        _ transactions: [SignedTransaction], outcomes: [Outcome], changes: [StateChange],
        signers: Range<Int>
    ) throws {
        let before = blocks.last?.header
        let height = (before?.height ?? .genesis).next
        let set = genesis.validatorSet
        let body = BlockBody(transactions: transactions)
        log.append(transactionsOf: body)
        let state = try StateTree(version: before?.height, store: store)
            .updated(with: changes, version: height)
        store.keep(state)
        let header = BlockHeader(
            chain: genesis.chainID, height: height, previous: before?.id ?? .none,
            time: Timestamp(milliseconds: 1_790_000_000_000 + Int64(height.rawValue) * 1000),
            proposer: set.proposer(height: height, round: .zero),
            transactionsRoot: body.transactionsRoot, outcomesRoot: Outcome.root(of: outcomes),
            logSize: log.size, logRoot: log.root, stateRoot: state.root,
            validatorSetHash: set.hash, nextValidatorSetHash: set.hash)
        log.append(header: header)
        let place = AgreementPlace(
            chain: genesis.chainID, validatorSetHash: set.hash, height: height, round: .zero)
        let votes = keys[signers].map {
            SignedMessage(
                signing: .precommit(Precommit(place: place, blockID: header.id)), with: $0)
        }
        let certificate = CommitCertificate(
            height: height, round: .zero, blockID: header.id,
            signatures: QuorumSignatures(of: votes, in: set))
        let decided = DecidedBlock(
            block: Block(header: header, body: body), certificate: certificate)
        blocks.append(ExportedBlock(decided, outcomes: outcomes))
    }
}
