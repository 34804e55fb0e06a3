import Foundation
import LedgerCore
import Query
import Storage
import Testing
import Traceability

/// A chain of one validator with its ledger and index on disk, on which everything is executed by the
/// rules.
final class QueryWorld {
    static let demo = DemoKeys(seed: "query tests")
    /// Block time of the first block; events happen before it.
    static let start = Timestamp(milliseconds: 1_790_000_000_000)

    let home: HomePaths
    let genesis: Genesis
    let ledger: LedgerStore
    let index: QueryIndex
    /// The rules by which everything is executed.
    private let book: RuleBook
    private let validators: ValidatorSet
    private var nonce: UInt64 = 0
    /// How long nothing was decided so far, beside the second a block.
    var pauseMilliseconds: Int64 = 0

    typealias Member = (id: String, role: String, scope: MemberScope)

    init(
        book: RuleBook = .current,
        members: [Member] = ["farm", "processor", "exporter"].map { ($0, $0, .everything) }
    ) throws {
        self.book = book
        home = HomePaths(
            directory: FileManager.default.temporaryDirectory
                .appending(path: "daftar-query-\(UUID().uuidString)").path)
        genesis = try Genesis(
            name: "Query tests", created: Timestamp(milliseconds: 0),
            validators: [QueryWorld.demo.validator(try member("node-0"), address: "")],
            administrators: Administrators(
                keys: [QueryWorld.demo.key(.administrator, "admin").publicKey]),
            members: members.map { name, role, scope in
                GenesisMember(
                    id: try member(name), name: name, roles: [role], scope: scope,
                    keys: [
                        MemberKey(
                            key: QueryWorld.demo.key(.member, name).publicKey, holder: .member)
                    ])
            }, logOrigin: "tests.example/ledger", demoSeed: "query tests")
        var overlay = StateOverlay(on: EmptyState())
        try GenesisState.apply(genesis, into: &overlay)
        try LedgerStore.create(
            home: home, genesis: genesis.encoded(), state: overlay.changes)
        ledger = try LedgerStore.open(home: home)
        index = try QueryIndex(ledger: ledger)
        validators = genesis.validatorSet
    }

    deinit {
        try? FileManager.default.removeItem(atPath: home.directory)
    }

    /// A document of these events, signed by a member.
    func capture(
        _ events: [String], by name: String, header: String? = nil
    ) throws -> SignedTransaction {
        try sign(Array(EventText.document(events, header: header).utf8), by: name)
    }

    func sign(_ content: Bytes, by name: String) throws -> SignedTransaction {
        nonce += 1
        let key = QueryWorld.demo.key(.member, name)
        let nonceBytes = Array(Digest(hashing: Array("\(nonce)".utf8)).bytes.prefix(16))
        let header = TransactionHeader(
            key: key.publicKey, contentType: ContentType.capture.rawValue,
            member: try member(name), chain: ledger.chainID,
            nonce: try #require(Nonce(bytes: nonceBytes)), sequence: nonce,
            expiry: context.time.advanced(byMilliseconds: 86_400_000),
            interpretation: Interpretation(errorBehaviour: .proceed))
        return try SignedTransaction(signing: content, header: header, with: key)
    }

    /// The next block's context: a second a block, beside the pauses.
    private var context: BlockContext {
        let height = ledger.head.height.next
        return BlockContext(
            chain: ledger.chainID, height: height,
            time: QueryWorld.start.advanced(
                byMilliseconds: Int64(height.rawValue) * 1_000 + pauseMilliseconds))
    }

    func execute(
        _ transactions: [PreparedTransaction]
    ) throws -> (execution: BlockExecution, changes: [StateChange]) {
        var overlay = StateOverlay(on: ledger.committedState)
        let execution = try BlockExecutor.execute(
            transactions, context: context, state: &overlay, book: book)
        return (execution, overlay.changes)
    }

    /// The decided block that was executed.
    func block(
        _ transactions: [SignedTransaction], _ execution: BlockExecution, _ state: StateUpdate
    ) throws -> CommittedBlock {
        let (head, context) = (ledger.head, context)
        let body = BlockBody(transactions: transactions)
        var log = head.log
        log.append(transactionsOf: body)
        let header = BlockHeader(
            chain: context.chain, height: context.height, previous: head.blockID,
            time: context.time,
            proposer: validators.proposer(height: context.height, round: .zero),
            transactionsRoot: body.transactionsRoot,
            outcomesRoot: Outcome.root(of: execution.outcomes), logSize: log.size,
            logRoot: log.root, stateRoot: state.root, validatorSetHash: validators.hash,
            nextValidatorSetHash: validators.hash)
        let decided = DecidedBlock(
            block: Block(header: header, body: body), certificate: try certificate(of: header))
        return CommittedBlock(decided: decided, outcomes: execution.outcomes)
    }

    /// Commits a block, and projects it unless the node is to be killed in between.
    @discardableResult
    func commit(
        _ transactions: [SignedTransaction], projecting: Bool = true
    ) throws -> [Outcome] {
        let prepared = transactions.map { PreparedTransaction(inBlock: $0) }
        let (execution, changes) = try execute(prepared)
        let state = try ledger.stateUpdate(changes)
        let block = try block(transactions, execution, state)
        let effects = BlockEffects(execution, changes: changes)
        try ledger.commit(block, state: state, effects: effects.encoded())
        if projecting {
            try index.apply(
                BlockFacts(header: block.header, execution: execution, effects: effects))
        }
        return execution.outcomes
    }

    /// Commits a block whose state lacks the last change that execution made.
    func commitLying(_ transactions: [SignedTransaction]) throws {
        let (execution, changes) = try execute(
            transactions.map { PreparedTransaction(inBlock: $0) })
        let state = try ledger.stateUpdate(changes.dropLast())
        try ledger.commit(try block(transactions, execution, state), state: state)
    }

    /// Captures events in a block of their own, all of which must be accepted.
    func record(_ events: String..., by name: String) throws {
        try record(events, by: name)
    }

    func record(_ events: [String], by name: String) throws {
        let outcomes = try commit([capture(events, by: name)])
        let refused = outcomes[0].events.filter { $0 != .done }
        try #require(outcomes[0].judgement == .done && refused.isEmpty, "\(outcomes)")
    }

    private func certificate(of header: BlockHeader) throws -> CommitCertificate {
        let key = QueryWorld.demo.key(.consensus, "node-0")
        let place = AgreementPlace(
            chain: header.chain, validatorSetHash: validators.hash, height: header.height,
            round: .zero)
        let vote = SignedMessage(
            signing: .precommit(Precommit(place: place, blockID: header.id)), with: key)
        return CommitCertificate(
            height: header.height, round: .zero, blockID: header.id,
            signatures: QuorumSignatures(of: [vote], in: validators))
    }
}

private func member(_ text: String) throws -> MemberID {
    try #require(MemberID(text))
}
