import Founding
import LedgerCore
import Season
import Testing
import Traceability

/// The demo's chain with its season, executed block by block, and what became of each attempt.
struct DemoTrial {
    let plan: SeasonTrialPlan
    /// As the attempts are; nil where one was accepted.
    private(set) var refusals: [Refusal?] = []
    /// Leaves that a refused attempt wrote, beside those of spent ids.
    private(set) var changedByRefusals: Set<StateType> = []

    private static let keys = DemoKeys(seed: DemoKeys.standardSeed)
    /// After the season of ``DemoSeason/defaultYear``.
    private static let start: Int64 = 1_790_000_000_000
    private static let dayMilliseconds: Int64 = 86_400_000

    private let genesis: Genesis
    private var state: [StateKey: Bytes] = [:]
    private var height = Height.genesis
    private var time = Timestamp(milliseconds: start)
    private var nonce: UInt64 = 0

    init() throws {
        let season = DemoSeason()
        genesis = try DemoGenesis.make(members: season.members)
        plan = season.trial(at: Int(Self.start / 1_000))
        var overlay = StateOverlay(on: EmptyState())
        try GenesisState.apply(genesis, into: &overlay)
        apply(overlay.changes)

        try decide(season.limits.beforeHarvest(from: height.next.next))
        try capture(season.documents)
        try decide(season.limits.land(from: height.next.next))
        try capture(plan.honest)
        try decide([plan.revocation.change(from: height.next.next)])
        // What was decided comes into force in a block of its own.
        _ = try execute([])
        for attempt in plan.attempts { refusals.append(try refusal(of: attempt)) }
    }

    private mutating func decide(_ changes: [GovernanceChange]) throws {
        let judgement = try judge(proposing(changes))
        try #require(judgement == .done, "\(judgement)")
    }

    private mutating func capture(_ documents: [SeasonDocument]) throws {
        for wave in Dictionary(grouping: documents, by: \.wave).sorted(by: { $0.key < $1.key }) {
            let outcomes = try execute(wave.value.map { try capturing($0) }).outcomes
            let refused = outcomes.map(\.judgement).filter { $0 != .done }
            try #require(refused.isEmpty, "\(refused.prefix(3))")
        }
    }

    private mutating func refusal(of attempt: SeasonAttempt) throws -> Refusal? {
        let now = time
        defer { time = now.advanced(byMilliseconds: 1_000) }
        time = now.advanced(byMilliseconds: Int64(attempt.waitDays) * Self.dayMilliseconds)
        let before = state
        let judgement =
            switch attempt.deed {
            case .capture(let document): try judge(capturing(document))
            case .registration(let plots): try judge(proposing(plots.map { try $0.change }))
            }
        let spent: Set<StateType> = [.transaction, .expiryHour, .expirySweep]
        for (key, value) in state where before[key] != value && !spent.contains(key.type) {
            changedByRefusals.insert(key.type)
        }
        guard case .refused(let refusal) = judgement else { return nil }
        return refusal
    }

    private mutating func judge(_ transaction: PreparedTransaction) throws -> Judgement {
        try execute([transaction]).outcomes[0].judgement
    }

    private mutating func execute(_ block: [PreparedTransaction]) throws -> BlockExecution {
        var overlay = StateOverlay(on: Snapshot(values: state))
        let context = BlockContext(chain: genesis.chainID, height: height.next, time: time)
        let execution = try BlockExecutor.execute(
            block, context: context, state: &overlay, book: .current)
        apply(overlay.changes)
        height = height.next
        time = time.advanced(byMilliseconds: 1_000)
        return execution
    }

    private mutating func apply(_ changes: [StateChange]) {
        for change in changes { state[change.key] = change.value }
    }

    private mutating func capturing(_ document: SeasonDocument) throws -> PreparedTransaction {
        try sign(
            document.bytes, by: document.member, ContentType.capture,
            Interpretation(errorBehaviour: .rollback))
    }

    private mutating func proposing(_ changes: [GovernanceChange]) throws -> PreparedTransaction {
        let snapshot = Snapshot(values: state)
        let last = try snapshot.leaf(AdministratorsLeaf.self, at: .administrators)?.lastNumber ?? 0
        let proposal = Proposal(number: last + 1, validUntil: nil, changes: changes)
        let key = Self.keys.key(.administrator, DemoGenesis.administrator)
        let approval = Approval(of: proposal.encoded(), on: genesis.chainID, by: key)
        return try sign(
            SignedProposal(proposal, approvals: [approval]).encoded(),
            by: DemoGenesis.administrator, ContentType.governance, nil)
    }

    private mutating func sign(
        _ content: Bytes, by member: String, _ type: ContentType,
        _ interpretation: Interpretation?
    ) throws -> PreparedTransaction {
        nonce += 1
        let key = Self.keys.key(.gateway, member)
        let bytes = Array(Digest(hashing: Array("\(nonce)".utf8)).bytes.prefix(Nonce.byteCount))
        let header = TransactionHeader(
            key: key.publicKey, contentType: type.rawValue,
            member: try #require(MemberID(member)), chain: genesis.chainID,
            nonce: try #require(Nonce(bytes: bytes)), sequence: nonce,
            expiry: time.advanced(byMilliseconds: Self.dayMilliseconds),
            interpretation: interpretation)
        return try PreparedTransaction(
            SignedTransaction(signing: content, header: header, with: key))
    }
}

/// A state held in memory.
private struct Snapshot: StateReading {
    let values: [StateKey: Bytes]

    func value(for key: StateKey) throws(StateReadError) -> Bytes? { values[key] }
}
