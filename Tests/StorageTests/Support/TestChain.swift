import LedgerCore
import Storage

/// A chain of one validator and one farm, which decides whatever it is given.
struct TestChain {
    static let genesis = Array("a genesis for tests".utf8)
    static let chainID = ChainID(genesis: genesis)

    let store: LedgerStore

    /// The next block with these transactions and changes, decided and executed.
    ///
    /// - Parameter next: the validators that the changes bring into force.
    func decide(
        _ transactions: [SignedTransaction], changes: [StateChange] = [],
        next: ValidatorSet = TestChain.validators
    ) throws -> (block: CommittedBlock, state: StateUpdate) {
        let head = store.head
        let state = try store.stateUpdate(changes)
        let body = BlockBody(transactions: transactions)
        let outcomes = transactions.map { _ in Outcome(.done) }
        var log = head.log
        log.append(transactionsOf: body)
        let validators = TestChain.validators
        let header = BlockHeader(
            chain: store.chainID, height: head.height.next, previous: head.blockID,
            time: Timestamp(milliseconds: 1_790_000_000_000 + Int64(head.height.rawValue) * 1_000),
            proposer: validators.proposer(height: head.height.next, round: .zero),
            transactionsRoot: body.transactionsRoot, outcomesRoot: Outcome.root(of: outcomes),
            logSize: log.size, logRoot: log.root, stateRoot: state.root,
            validatorSetHash: validators.hash, nextValidatorSetHash: next.hash)
        let decided = DecidedBlock(
            block: Block(header: header, body: body),
            certificate: TestChain.certificate(of: header))
        return (CommittedBlock(decided: decided, outcomes: outcomes), state)
    }

    /// Decides and commits.
    @discardableResult
    func extend(
        _ transactions: [SignedTransaction], changes: [StateChange] = [],
        next: ValidatorSet = TestChain.validators
    ) throws -> CommittedBlock {
        let (block, state) = try decide(transactions, changes: changes, next: next)
        try store.commit(block, state: state)
        return block
    }

    static let validatorKey = key(1)
    static let farmKey = key(2)

    static var validators: ValidatorSet {
        guard let set = ValidatorSet(keys: [validatorKey.publicKey]) else {
            preconditionFailure("one key makes a set")
        }
        return set
    }

    static func key(_ number: UInt8) -> PrivateKey {
        guard
            let key = PrivateKey(
                algorithm: .eddsa, seed: Digest(hashing: [number]).bytes)
        else { preconditionFailure("a sound seed") }
        return key
    }

    static func precommit(
        _ block: BlockID?, height: Height, round: Round = .zero
    ) -> SignedMessage {
        let place = AgreementPlace(
            chain: chainID, validatorSetHash: validators.hash, height: height, round: round)
        return SignedMessage(
            signing: .precommit(Precommit(place: place, blockID: block)), with: validatorKey)
    }

    static func record(
        height: Height, round: Round = .zero, messages: [SignedMessage] = [], blocks: [Block] = []
    ) -> ConsensusRecord {
        ConsensusRecord(
            state: ConsensusState(
                height: height, round: round, step: .prevote, locked: nil, validPolka: nil),
            messages: messages, blocks: blocks)
    }

    static func certificate(of header: BlockHeader) -> CommitCertificate {
        let vote = precommit(header.id, height: header.height)
        return CommitCertificate(
            height: header.height, round: .zero, blockID: header.id,
            signatures: QuorumSignatures(of: [vote], in: validators))
    }

    /// A transaction that differs from all others by its number.
    static func transaction(_ number: Int, content: Bytes? = nil) throws -> SignedTransaction {
        guard
            let nonce = Nonce(
                bytes: Array(Digest(hashing: Array("\(number)".utf8)).bytes.prefix(16))),
            let member = MemberID("farm-017")
        else { preconditionFailure("sound fixtures") }
        let header = TransactionHeader(
            key: farmKey.publicKey, contentType: "application/ld+json", member: member,
            chain: chainID, nonce: nonce, sequence: UInt64(number),
            expiry: Timestamp(milliseconds: 1_800_000_000_000), interpretation: Interpretation())
        return try SignedTransaction(
            signing: content ?? Array("content \(number)".utf8), header: header, with: farmKey)
    }

    static func transactions(_ numbers: Range<Int>) throws -> [SignedTransaction] {
        try numbers.map { try transaction($0) }
    }
}

extension TestChain {
    /// A new chain in a new home.
    static func make(in home: TemporaryHome) throws -> TestChain {
        try LedgerStore.create(home: home.paths, genesis: genesis)
        return TestChain(store: try LedgerStore.open(home: home.paths))
    }
}
