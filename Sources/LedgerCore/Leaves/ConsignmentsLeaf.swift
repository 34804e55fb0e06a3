/// Goods of one lot that were shipped together and not received yet.
package struct Consignment: Equatable, Sendable {
    package let from: MemberID
    package var stock: Stock
    /// The event that shipped them.
    package let origin: EventReference
    /// Block time of that event.
    package let sentAt: Timestamp

    package init(from: MemberID, stock: Stock, origin: EventReference, sentAt: Timestamp) {
        self.from = from
        self.stock = stock
        self.origin = origin
        self.sentAt = sentAt
    }
}

extension Consignment: CBORCodable {
    package func encode(into writer: inout CBORWriter) {
        writer.array(count: 4)
        writer.value(from)
        writer.value(stock)
        writer.value(origin)
        writer.value(sentAt)
    }

    package init(from reader: inout CBORReader) throws(CBORError) {
        try reader.array(count: 4)
        from = try reader.value(MemberID.self)
        stock = try reader.value(Stock.self)
        origin = try reader.value(EventReference.self)
        sentAt = try reader.value(Timestamp.self)
    }
}

/// What is on the road to one address of one lot, in the unit of the key.
///
/// Without disputes it has the bytes of its first version.
///
/// Spec: Docs/Spec/MassBalance.md §1, §7.
package struct ConsignmentsLeaf: Equatable, Sendable {
    /// Oldest first.
    package var open: [Consignment] = []
    /// What was received before it was sent. Not with anything open.
    package var advance: Int64 = 0
    /// What a receiver missed; neither its own nor the sender's. Oldest first.
    package var disputed: [Dispute] = []

    package init() {}

    /// Whether the leaf says no more than its absence would.
    package var isEmpty: Bool { open.isEmpty && advance == 0 && disputed.isEmpty }
}

extension ConsignmentsLeaf: CBORCodable {
    package func encode(into writer: inout CBORWriter) {
        writer.leaf(version: disputed.isEmpty ? 1 : 2, fields: disputed.isEmpty ? 2 : 3)
        writer.array(open)
        writer.amount(advance)
        if !disputed.isEmpty { writer.array(disputed) }
    }

    package init(from reader: inout CBORReader) throws(CBORError) {
        let version = try reader.leaf(fields: 2, versionMax: 2)
        open = try reader.array(of: Consignment.self)
        advance = try reader.amount()
        guard version == 2 else { return }
        let start = reader.offset
        disputed = try reader.array(of: Dispute.self)
        guard !disputed.isEmpty else {
            throw CBORError(.invalid("a list of disputes without one"), at: start)
        }
    }
}
