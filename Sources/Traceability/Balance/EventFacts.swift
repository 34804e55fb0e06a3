import LedgerCore

/// What the rules know of the event under judgement besides its meaning.
struct EventFacts {
    /// In whose books it is written.
    private(set) var member: MemberID
    private(set) var record: MemberLeaf
    /// Where goods lie that are addressed to the member by name.
    private(set) var addresses: [Address]
    /// Who recorded it for the member; nil where the member did.
    private(set) var delegate: MemberID?
    private let signer: MemberID
    private let signerRecord: MemberLeaf
    private let signerAddresses: [Address]
    let transaction: TransactionID
    private(set) var place: EventReference
    let blockTime: Timestamp
    /// Of the version in force.
    let rules: Rules
    /// The rule pack in force.
    let limits: RulePack

    init(
        member: MemberID, record: MemberLeaf, transaction: TransactionID, place: EventReference,
        blockTime: Timestamp, rules: Rules, limits: RulePack
    ) {
        self.member = member
        self.record = record
        addresses = record.addresses(of: member)
        signer = member
        signerRecord = record
        signerAddresses = addresses
        self.transaction = transaction
        self.place = place
        self.blockTime = blockTime
        self.rules = rules
        self.limits = limits
    }

    /// Goes on to another event of the transaction, in the books of the one who signed it.
    mutating func begin(event: UInt32) {
        place = EventReference(
            height: place.height, transaction: place.transaction, event: event)
        guard delegate != nil else { return }
        (member, record, addresses) = (signer, signerRecord, signerAddresses)
        delegate = nil
    }

    /// The same event in the books of another.
    mutating func standIn(for principal: MemberID, _ record: MemberLeaf) {
        delegate = member
        member = principal
        self.record = record
        addresses = record.addresses(of: principal)
    }
}

extension MemberLeaf {
    fileprivate func addresses(of member: MemberID) -> [Address] {
        [.member(member)] + partyTexts.map(Address.party)
    }
}

/// A stock in the books of the event's member, with its keys.
///
/// A class, so that movements pass it on without its keys being copied.
package final class StockReference: Sendable {
    let lot: String
    /// One thing with a serial, which may be a container.
    let isItem: Bool
    /// Whether it carries goods and is none.
    let isCarrier: Bool
    let unit: SmallestUnit
    let lotKey: StateKey
    /// The member's account of it.
    let accountKey: StateKey
    let originsKey: StateKey

    init(lot: String, isItem: Bool, unit: SmallestUnit, lotKey: StateKey, member: MemberID) {
        self.lot = lot
        self.isItem = isItem
        isCarrier = Posting.isCarrier(lot)
        self.unit = unit
        self.lotKey = lotKey
        accountKey = .account(of: member, lot: lot, in: unit)
        originsKey = .origins(of: lot)
    }

    /// A thing inside a container.
    convenience init(_ item: PackedItem, member: MemberID) {
        self.init(
            lot: item.lot, isItem: item.unit == .piece && item.amount == 1, unit: item.unit,
            lotKey: .lot(item.lot), member: member)
    }

    func consignments(to address: Address) -> StateKey {
        .consignments(to: address, lot: lot, in: unit)
    }
}
