/// A consignment that counts as received since its time had come, and of which its receiver has said
/// nothing yet.
///
/// Spec: Docs/Spec/MassBalance.md §9.3.
package struct Acceptance: Equatable, Sendable {
    package let from: MemberID
    /// What no receipt has confirmed so far.
    package var amount: Int64
    /// The event that shipped it.
    package let origin: EventReference
    /// Block time of that event.
    package let sentAt: Timestamp
    /// Block time of the event that accepted it.
    package let at: Timestamp

    package init(_ consignment: Consignment, at time: Timestamp) {
        from = consignment.from
        amount = consignment.stock.amount
        origin = consignment.origin
        sentAt = consignment.sentAt
        at = time
    }
}

extension Acceptance: CBORCodable {
    package func encode(into writer: inout CBORWriter) {
        writer.array(count: 5)
        writer.value(from)
        writer.amount(amount)
        writer.value(origin)
        writer.value(sentAt)
        writer.value(at)
    }

    package init(from reader: inout CBORReader) throws(CBORError) {
        try reader.array(count: 5)
        from = try reader.value(MemberID.self)
        amount = try reader.amount()
        origin = try reader.value(EventReference.self)
        sentAt = try reader.value(Timestamp.self)
        at = try reader.value(Timestamp.self)
    }
}
