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
/// Without disputes and gaps it has the bytes of its first version, without gaps of its second.
///
/// Spec: Docs/Spec/MassBalance.md §1, §7, §8.
package struct ConsignmentsLeaf: Equatable, Sendable {
    /// Oldest first.
    package var open: [Consignment] = []
    /// What was received before it was sent. Not with anything open.
    package var advance: Int64 = 0
    /// What a receiver missed; neither its own nor the sender's. Oldest first.
    package var disputed: [Dispute] = []
    /// What of the advance is which gap; what no gap is named for is older, and settled first.
    package var gaps = GapAmounts.none

    package init() {}

    /// Whether the leaf says no more than its absence would.
    package var isEmpty: Bool { open.isEmpty && advance == 0 && disputed.isEmpty }
}

extension ConsignmentsLeaf: CBORCodable {
    package func encode(into writer: inout CBORWriter) {
        precondition(gaps.sum <= advance, "gaps of more than the advance")
        let version = gaps.isEmpty ? disputed.isEmpty ? 1 : 2 : 3
        writer.leaf(version: UInt64(version), fields: version + 1)
        writer.array(open)
        writer.amount(advance)
        if version > 1 { writer.array(disputed) }
        if version > 2 { writer.value(gaps) }
    }

    package init(from reader: inout CBORReader) throws(CBORError) {
        let version = try reader.leaf(fields: 2, versionMax: 3)
        open = try reader.array(of: Consignment.self)
        advance = try reader.amount()
        guard version > 1 else { return }
        let start = reader.offset
        disputed = try reader.array(of: Dispute.self)
        if version == 3 { gaps = try GapAmounts(from: &reader, atMost: advance) }
        guard version == 3 ? !gaps.isEmpty : !disputed.isEmpty else {
            throw CBORError(.invalid("a list without anything in it"), at: start)
        }
    }
}
