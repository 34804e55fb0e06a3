/// Goods of one lot that were shipped together and not received yet.
package struct Consignment: Equatable, Sendable {
    package let from: MemberID
    package var stock: Stock
    /// The event that shipped them.
    package let origin: EventReference
    /// Block time of that event.
    package let sentAt: Timestamp
    /// The country that they left for, where rules ask for that; then there is one field more.
    package let leftFor: CountryCode?

    package init(
        from: MemberID, stock: Stock, origin: EventReference, sentAt: Timestamp,
        leftFor: CountryCode? = nil
    ) {
        self.from = from
        self.stock = stock
        self.origin = origin
        self.sentAt = sentAt
        self.leftFor = leftFor
    }
}

extension Consignment: CBORCodable {
    package func encode(into writer: inout CBORWriter) {
        writer.array(count: leftFor == nil ? 4 : 5)
        writer.value(from)
        writer.value(stock)
        writer.value(origin)
        writer.value(sentAt)
        if let leftFor { writer.value(leftFor) }
    }

    package init(from reader: inout CBORReader) throws(CBORError) {
        let offset = reader.offset
        let count = try reader.arrayCount()
        try reader.require(count == 4 || count == 5, "a consignment of 4 or 5 fields", at: offset)
        from = try reader.value(MemberID.self)
        stock = try reader.value(Stock.self)
        origin = try reader.value(EventReference.self)
        sentAt = try reader.value(Timestamp.self)
        leftFor = count == 5 ? try reader.value(CountryCode.self) : nil
    }
}

/// What is on the road to one address of one lot, in the unit of the key.
///
/// Without disputes, gaps and acceptances it has the bytes of its first version; with acceptances, those of
/// its fourth.
///
/// Spec: Docs/Spec/MassBalance.md §1, §7, §8, §9.3.
package struct ConsignmentsLeaf: Equatable, Sendable {
    /// Oldest first.
    package var open: [Consignment] = []
    /// What was received before it was sent. Not with anything open.
    package var advance: Int64 = 0
    /// What a receiver missed; neither its own nor the sender's. Oldest first.
    package var disputed: [Dispute] = []
    /// What of the advance is which gap; what no gap is named for is older, and settled first.
    package var gaps = GapAmounts.none
    /// What counts as received, and no receipt has said so. Oldest first.
    package var accepted: [Acceptance] = []

    package init() {}

    /// Whether the leaf says no more than its absence would.
    package var isEmpty: Bool {
        open.isEmpty && advance == 0 && disputed.isEmpty && accepted.isEmpty
    }
}

extension ConsignmentsLeaf: CBORCodable {
    package func encode(into writer: inout CBORWriter) {
        precondition(gaps.sum <= advance, "gaps of more than the advance")
        let version = !accepted.isEmpty ? 4 : !gaps.isEmpty ? 3 : !disputed.isEmpty ? 2 : 1
        writer.leaf(version: UInt64(version), fields: version + 1)
        writer.array(open)
        writer.amount(advance)
        if version > 1 { writer.array(disputed) }
        if version > 2 { writer.value(gaps) }
        if version > 3 { writer.array(accepted) }
    }

    package init(from reader: inout CBORReader) throws(CBORError) {
        let version = try reader.leaf(fields: 2, versionMax: 4)
        open = try reader.array(of: Consignment.self)
        advance = try reader.amount()
        let start = reader.offset
        if version > 1 { disputed = try reader.array(of: Dispute.self) }
        if version > 2 { gaps = try GapAmounts(from: &reader, atMost: advance) }
        if version > 3 { accepted = try reader.array(of: Acceptance.self) }
        let isSaid =
            switch version {
            case 1: true
            case 2: !disputed.isEmpty
            case 3: !gaps.isEmpty
            default: !accepted.isEmpty
            }
        guard isSaid else { throw CBORError(.invalid("a list without anything in it"), at: start) }
    }
}
