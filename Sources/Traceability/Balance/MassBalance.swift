import LedgerCore

/// The books: what an event may do to them, and what it did.
///
/// One value serves a transaction. An event begins, its movements are judged one by one, and it is
/// finished or given up; giving up is the overlay's rollback.
///
/// Not to be copied: there is one, and it is large.
///
/// Spec: Docs/Spec/MassBalance.md.
struct MassBalance: ~Copyable {
    /// Postings that an event's leaf keeps, so that it can be taken back.
    static let reversiblePostingsMax = 64

    var state: StateOverlay
    private(set) var facts: EventFacts
    /// What the event did so far.
    private(set) var postings: [Posting] = []
    /// The same for the event's leaf, as long as it can be taken back.
    private var noted: [EventPosting] = []
    /// Where the goods of each of these came from.
    private var origins: [OriginAmounts] = []
    private var isReversible = true
    /// Things moved inside containers by this event.
    var carriedCount = 0
    /// What the event did to certificates, for its leaf.
    var certificates: [CertificatePosting] = []
    /// When the event happened.
    var moment = Timestamp(milliseconds: 0)
    /// How wet the event's goods are.
    var moisture = MoistureClaim.none
    /// The facility that the event is at.
    var site: Site?
    /// The country that the event's goods leave for, under rules that keep it.
    var leavesFor: CountryCode?
    /// The claim that the event's goods are under, while it is judged.
    var custody: CustodyRun?
    /// Whether it is known that the member has a first record.
    var hasRecorded = false
    /// Gaps that this event opened.
    private var gapCount: UInt32 = 0

    private var lots = NamedLots()
    /// Whether one of the lots was ever tested.
    private(set) var isTested = false
    /// What no event changes, for all events of the transaction.
    var standing = StandingFacts()

    /// Takes the state over; whoever lent it takes `state` back at the end.
    ///
    /// Lent and not copied: a second reference would make the first write copy every write before.
    init(borrowing state: inout StateOverlay, facts: EventFacts) {
        self.state = state
        self.facts = facts
        state = StateOverlay(on: EmptyState())
    }

    var member: MemberID { facts.member }
    /// For whom the event was recorded, where that is not who signed it.
    var principal: MemberID? { facts.delegate == nil ? nil : facts.member }

    /// Starts on an event; what the one before left unfinished is forgotten.
    ///
    /// - Parameter movements: how many it has.
    mutating func begin(event index: UInt32, movements: Int) {
        facts.begin(event: index)
        postings = []
        postings.reserveCapacity(min(movements, MassBalance.reversiblePostingsMax))
        noted.removeAll(keepingCapacity: true)
        origins.removeAll(keepingCapacity: true)
        isReversible = true
        carriedCount = 0
        certificates = []
        moisture = .none
        site = nil
        leavesFor = nil
        custody = nil
        gapCount = 0
        lots.removeAll()
        isTested = false
    }

    /// The event is from here on another's, for whom its member recorded it.
    mutating func standIn(for principal: MemberID, _ record: MemberLeaf) {
        facts.standIn(for: principal, record)
    }

    /// The name of one more gap that the event opens.
    mutating func nextGap() -> GapReference {
        defer { gapCount += 1 }
        return GapReference(facts.place, number: gapCount)
    }

    /// Adds the event to the chain of every lot it named, and writes them.
    mutating func finish() {
        for lot in lots.inOrder {
            var leaf = lot.leaf
            leaf.append(transaction: facts.transaction.digest, event: facts.place.event)
            state.set(leaf.encoded(), for: lot.key)
        }
    }
}

/// Leaves.
extension MassBalance {
    func read<Leaf: CBORCodable>(_ type: Leaf.Type, at key: StateKey) throws(Stop) -> Leaf? {
        do throws(StateReadError) {
            return try state.leaf(type, at: key)
        } catch {
            throw .unreadable(error)
        }
    }

    /// The lot as it stands; naming it makes the event one of its events.
    mutating func lot(_ key: StateKey) throws(Stop) -> LotLeaf {
        if let leaf = lots[key] { return leaf }
        let leaf = try read(LotLeaf.self, at: key) ?? LotLeaf()
        lots.add(leaf, at: key)
        isTested = isTested || !leaf.tests.isEmpty
        return leaf
    }

    /// Keeps a lot that `lot(_:)` gave; it is written when the event is finished.
    mutating func keep(_ leaf: LotLeaf, at key: StateKey) {
        lots.replace(leaf, at: key)
        isTested = isTested || !leaf.tests.isEmpty
    }

    func account(_ key: StateKey) throws(Stop) -> AccountLeaf {
        try read(AccountLeaf.self, at: key) ?? AccountLeaf()
    }

    mutating func set(_ leaf: AccountLeaf, at key: StateKey) {
        state.set(leaf.isEmpty ? nil : leaf.encoded(), for: key)
    }

    /// Keeps an account that the event has moved, and when.
    mutating func move(_ leaf: AccountLeaf, at key: StateKey) {
        guard facts.rules.stockTaking == .againstBooks else { return set(leaf, at: key) }
        var leaf = leaf
        leaf.movedAt = leaf.movedAt.map { max($0, moment) } ?? moment
        set(leaf, at: key)
    }

    func consignments(_ key: StateKey) throws(Stop) -> ConsignmentsLeaf {
        try read(ConsignmentsLeaf.self, at: key) ?? ConsignmentsLeaf()
    }

    mutating func set(_ leaf: ConsignmentsLeaf, at key: StateKey) {
        state.set(leaf.isEmpty ? nil : leaf.encoded(), for: key)
    }
}

/// What the event did.
extension MassBalance {
    /// - Parameter holder: the event's member, if not another.
    mutating func post(
        _ cause: Posting.Cause, _ reference: StockReference, _ stock: Stock, isInflow: Bool,
        holder: MemberID? = nil
    ) {
        postings.append(
            Posting(
                cause: cause, lot: reference.lot, holder: holder ?? member, unit: reference.unit,
                stock: stock, isInflow: isInflow))
    }

    /// Notes a posting for the event's leaf, with where goods came from that were created or consumed.
    mutating func note(_ posting: EventPosting, of goods: OriginAmounts = .none) {
        guard isReversible else { return }
        guard noted.count < MassBalance.reversiblePostingsMax else { return makeIrreversible() }
        noted.append(posting)
        origins.append(goods)
    }

    /// Says that this event cannot be taken back by a declaration.
    mutating func makeIrreversible() {
        isReversible = false
        noted.removeAll(keepingCapacity: true)
        origins.removeAll(keepingCapacity: true)
    }

    /// What the event did, for its leaf; nil once it cannot be taken back.
    var record: [EventPosting]? { isReversible ? noted : nil }

    /// One a posting of the record; none where no posting has some.
    var recordedOrigins: [OriginAmounts] {
        origins.allSatisfy(\.isEmpty) ? [] : origins
    }
}
