import EPCIS
import LedgerCore
import Testing
import Traceability

/// A state held in memory.
struct MemoryState: StateReading, Equatable {
    private var values: [StateKey: Bytes] = [:]

    func value(for key: StateKey) throws(StateReadError) -> Bytes? { values[key] }

    mutating func apply(_ changes: [StateChange]) {
        for change in changes { values[change.key] = change.value }
    }

    var count: Int { values.count }

    func count(of type: StateType) -> Int { values.keys.count { $0.type == type } }

    /// Of all leaves with their names, in the order of the tree.
    var digest: Digest {
        let leaves = values.sorted { $0.key < $1.key }
        return Digest(hashing: leaves.flatMap { $0.key.digest.bytes + $0.value })
    }
}

/// A small chain with its members, whose blocks are executed one after the other.
struct World {
    static let demo = DemoKeys(seed: "traceability tests")
    static let hour: Int64 = 3_600_000

    let genesis: Genesis
    private(set) var state = MemoryState()
    var height = Height.genesis
    /// Block time of the next block; events of ``EventText`` happen an hour before the first.
    var time = Timestamp(milliseconds: EventText.time.milliseconds + hour)
    /// How long what is signed may still be decided.
    var expiryMilliseconds = 24 * World.hour
    /// What the program knows.
    var book = RuleBook.current
    private var nonce: UInt64 = 0

    init(
        administrators: Int = 1, validators: Int = 1, members: [GenesisMember] = World.members
    ) throws {
        genesis = try Genesis(
            name: "Traceability tests", created: Timestamp(milliseconds: 0),
            validators: (0..<validators).map { World.validator("node-\($0)") },
            administrators: Administrators(
                keys: (0..<administrators).map { World.administrator($0).publicKey }),
            members: members, logOrigin: "tests.example/ledger", demoSeed: "traceability tests")
        var overlay = StateOverlay(on: EmptyState())
        try GenesisState.apply(genesis, into: &overlay)
        state.apply(overlay.changes)
    }

    static func id(_ text: String) -> MemberID { MemberID(text)! }

    static func administrator(_ index: Int) -> PrivateKey {
        demo.key(.administrator, "admin-\(index)")
    }

    static func validator(_ name: String, address: String = "") -> ValidatorRecord {
        demo.validator(id(name), address: address)
    }

    static func key(of member: String) -> PrivateKey { demo.key(.member, member) }

    static func member(
        _ id: String, _ roles: [String], scope: MemberScope
    ) -> GenesisMember {
        GenesisMember(
            id: World.id(id), name: id, roles: roles, scope: scope,
            keys: [MemberKey(key: key(of: id).publicKey, holder: .member)])
    }

    /// Farm 4880001, processor 4880002, exporter 4880003, each with a location number; a laboratory,
    /// a second farm with a URI scope, and a sandbox.
    static let members: [GenesisMember] = [
        member("farm", ["farm"], scope: business("4880001")),
        member(
            "farm-2", ["farm"],
            scope: MemberScope(uriPrefixes: ["https://id.example.tj/farm-2/"])),
        member("processor", ["processor"], scope: business("4880002")),
        member("exporter", ["exporter"], scope: business("4880003")),
        member("laboratory", ["laboratory"], scope: .nothing),
        member("regulator", ["regulator"], scope: .nothing),
        member("sandbox", [], scope: .everything),
    ]

    private static func business(_ prefix: String) -> MemberScope {
        MemberScope(
            companyPrefixes: [prefix], locationNumbers: [EventText.locationNumber(prefix)])
    }
}

extension World {
    /// A header whose fields a test may bend.
    struct Bent {
        var key: PrivateKey?
        var chain: ChainID?
        var expiry: Timestamp?
        var contentType = ContentType.capture.rawValue
        var interpretation: Interpretation? = Interpretation()
    }

    mutating func sign(
        _ content: String, by member: String, _ bent: Bent = Bent()
    ) throws -> SignedTransaction {
        try sign(Array(content.utf8), by: member, bent)
    }

    mutating func sign(
        _ content: Bytes, by member: String, _ bent: Bent = Bent()
    ) throws -> SignedTransaction {
        nonce += 1
        let key = bent.key ?? World.key(of: member)
        let header = TransactionHeader(
            key: key.publicKey, contentType: bent.contentType, member: World.id(member),
            chain: bent.chain ?? genesis.chainID,
            nonce: Nonce(bytes: Array(Digest(hashing: Array("\(nonce)".utf8)).bytes[..<16]))!,
            sequence: nonce,
            expiry: bent.expiry ?? time.advanced(byMilliseconds: expiryMilliseconds),
            interpretation: bent.interpretation)
        return try SignedTransaction(signing: content, header: header, with: key)
    }

    mutating func capture(
        _ events: [String], by member: String,
        _ behaviour: Interpretation.ErrorBehaviour = .rollback
    ) throws -> PreparedTransaction {
        var bent = Bent()
        bent.interpretation = Interpretation(errorBehaviour: behaviour)
        return try PreparedTransaction(sign(EventText.document(events), by: member, bent))
    }

    var context: BlockContext {
        BlockContext(chain: genesis.chainID, height: height.next, time: time)
    }

    /// Executes and commits a block.
    @discardableResult
    mutating func commit(_ transactions: [PreparedTransaction]) throws -> BlockExecution {
        try timed(transactions).execution
    }

    /// The same, with the nanoseconds of this thread that its execution took.
    mutating func timed(
        _ transactions: [PreparedTransaction]
    ) throws -> (nanoseconds: UInt64, execution: BlockExecution) {
        var overlay = StateOverlay(on: state)
        let before = threadTime()
        let execution = try BlockExecutor.execute(
            transactions, context: context, state: &overlay, book: book)
        let nanoseconds = threadTime() - before
        state.apply(overlay.changes)
        height = height.next
        time = time.advanced(byMilliseconds: 1000)
        return (nanoseconds, execution)
    }

    mutating func wait(days: Int64) {
        time = time.advanced(byMilliseconds: days * 24 * World.hour)
    }

    /// Captures one event in a block of its own.
    @discardableResult
    mutating func record(_ event: String, by member: String) throws -> Judgement {
        try commit([capture([event], by: member)]).outcomes[0].judgement
    }

    /// The same, for a step of a test's world that must be done.
    mutating func done(_ event: String, by member: String) throws {
        let judgement = try record(event, by: member)
        try #require(judgement == .done, "\(judgement)")
    }

    /// The refusal of an event, which must be one.
    mutating func refusal(_ event: String, by member: String) throws -> Refusal {
        guard case .refused(let refusal) = try record(event, by: member) else {
            throw NotRefused()
        }
        return refusal
    }

    struct NotRefused: Error {}
}

/// What the books say.
extension World {
    func lot(_ lot: String) throws -> LotLeaf? {
        try state.leaf(LotLeaf.self, at: .lot(EventText.key(lot)))
    }

    func account(
        _ member: String, _ lot: String, _ unit: SmallestUnit = .milligram
    ) throws -> AccountLeaf {
        let key = StateKey.account(of: World.id(member), lot: EventText.key(lot), in: unit)
        return try state.leaf(AccountLeaf.self, at: key) ?? AccountLeaf()
    }

    func road(
        to address: Address, _ lot: String, _ unit: SmallestUnit = .milligram
    ) throws -> ConsignmentsLeaf {
        let key = StateKey.consignments(to: address, lot: EventText.key(lot), in: unit)
        return try state.leaf(ConsignmentsLeaf.self, at: key) ?? ConsignmentsLeaf()
    }

    func road(
        to member: String, _ lot: String, _ unit: SmallestUnit = .milligram
    ) throws -> ConsignmentsLeaf {
        try road(to: .member(World.id(member)), lot, unit)
    }
}

/// Kilograms on hand, and of them unaccounted.
func kilograms(_ amount: Int64, unaccounted: Int64 = 0) -> Stock {
    Stock(amount: amount * 1_000_000, unaccounted: unaccounted * 1_000_000)
}

/// Governance.
extension World {
    /// A proposal of the next number, approved by the first administrators.
    func proposal(
        _ changes: [GovernanceChange], number: UInt64? = nil, validUntil: Timestamp? = nil,
        approvedBy count: Int = 1, on chain: ChainID? = nil
    ) throws -> SignedProposal {
        let last = try state.leaf(AdministratorsLeaf.self, at: .administrators)?.lastNumber ?? 0
        let proposal = Proposal(
            number: number ?? last + 1, validUntil: validUntil, changes: changes)
        let approvals = (0..<count).map {
            Approval(
                of: proposal.encoded(), on: chain ?? genesis.chainID, by: World.administrator($0))
        }
        return SignedProposal(proposal, approvals: approvals)
    }

    mutating func transaction(
        _ proposal: SignedProposal, by member: String
    ) throws -> PreparedTransaction {
        var bent = Bent()
        bent.contentType = ContentType.governance.rawValue
        bent.interpretation = nil
        return try PreparedTransaction(sign(proposal.encoded(), by: member, bent))
    }

    mutating func execute(_ proposal: SignedProposal, by member: String) throws -> Judgement {
        try commit([transaction(proposal, by: member)]).outcomes[0].judgement
    }

    /// Proposals of one block, numbered from the next number on.
    mutating func govern(inOneBlock proposals: [[GovernanceChange]]) throws -> [Judgement] {
        let last = try state.leaf(AdministratorsLeaf.self, at: .administrators)?.lastNumber ?? 0
        var transactions: [PreparedTransaction] = []
        for (index, changes) in proposals.enumerated() {
            let proposal = try proposal(changes, number: last + 1 + UInt64(index))
            transactions.append(try transaction(proposal, by: "regulator"))
        }
        return try commit(transactions).outcomes.map(\.judgement)
    }

    /// The refusal of a proposal, which must be one.
    mutating func refusal(of changes: [GovernanceChange]) throws -> Refusal {
        guard case .refused(let refusal) = try execute(proposal(changes), by: "regulator") else {
            throw NotRefused()
        }
        return refusal
    }

    /// A validator with the keys of its name, or of another, that asks to be taken in.
    func candidate(
        _ name: String, keysOf holder: String? = nil, address: String = ""
    ) -> ValidatorCandidate {
        let holder = holder ?? name
        let keys = World.validator(holder)
        let record = ValidatorRecord(
            name: World.id(name), consensusKey: keys.consensusKey, logKey: keys.logKey,
            cosignerKey: keys.cosignerKey, address: address)
        return ValidatorCandidate(
            record, on: genesis.chainID, consensus: World.demo.key(.consensus, holder),
            log: World.demo.key(.log, holder), cosigner: World.demo.key(.cosigner, holder))
    }

    /// A candidate of any record, signed with one key thrice.
    static func unproven(_ record: ValidatorRecord) -> ValidatorCandidate {
        let key = administrator(0)
        return ValidatorCandidate(
            record, on: ChainID(.zero), consensus: key, log: key, cosigner: key)
    }

    var validatorNames: [String] {
        get throws {
            try Registry.validators(in: state)?.validators.map(\.name.text) ?? []
        }
    }

    /// Land, by its name in events.
    mutating func register(
        _ plot: String, of owner: String, _ crop: String, squareMetres: UInt64
    ) throws {
        let leaf = PlotLeaf(
            owner: World.id(owner), crop: CommodityCode(crop)!, squareMetres: squareMetres)
        try govern([.setPlot(EventText.key(plot), leaf)])
    }

    /// Limits from the next block on.
    mutating func limit(_ ceilings: [CropCeiling] = [], _ yields: [YieldRange] = []) throws {
        let pack = RulePack(ceilings: ceilings, yields: yields)
        try govern([.setRulePack(pack, from: height.next.next)])
    }

    /// The product that a lot is of.
    mutating func describe(_ lot: String, _ commodity: String, net: Int64? = nil) throws {
        let product = try #require(try ObjectKey(parsing: lot).product)
        let leaf = ProductLeaf(commodity: CommodityCode(commodity)!, netMilligrams: net)
        try govern([.setProduct(product.text, leaf)])
    }

    /// What was counted against a plot, in milligrams.
    func harvested(_ plot: String, _ crop: String, _ season: UInt64) throws -> Int64 {
        let part = HarvestPart(
            plot: EventText.key(plot), crop: CommodityCode(crop)!, season: season, mass: 0)
        return try state.leaf(MassLeaf.self, at: .harvest(part))?.mass ?? 0
    }

    /// Takes up another version of the rules from the next block on.
    mutating func adopt(_ version: RuleVersion) throws {
        try govern([.setRuleVersion(version, from: height.next.next)])
    }

    mutating func govern(_ changes: [GovernanceChange], approvedBy count: Int = 1) throws {
        let judgement = try execute(
            proposal(changes, approvedBy: count), by: "regulator")
        try #require(judgement == .done, "\(judgement)")
    }
}

extension Rules {
    /// The same rules with goods that count as received at another time.
    func accepting(_ acceptance: AcceptanceRules) -> Rules {
        var rules = self
        rules.acceptance = acceptance
        return rules
    }
}
