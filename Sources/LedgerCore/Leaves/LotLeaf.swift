/// What the state knows of a lot: a GTIN with lot, a class, or one item with a serial.
///
/// Spec: Docs/Spec/MassBalance.md §1; Docs/Spec/Rules.md §7.
package struct LotLeaf: Equatable, Sendable {
    /// Creations that stand: commissionings and makings that were not declared to be errors.
    package var creations: UInt64 = 0
    /// What its amounts count, once it is counted.
    package var unit: SmallestUnit?
    /// The member of the first creation.
    package var creator: MemberID?
    /// Accepted events that name it.
    package var eventCount: UInt64 = 0
    /// Digest of the last event, linked to the one before; zero before the first.
    package var head: Digest = .zero
    /// From the first failure on, in the order they were recorded; where there are some, the leaf is of
    /// version 2.
    package var tests: [LotTest] = []

    package init() {}

    /// Whether the ledger saw it come into being, and so does not let anyone overspend it.
    package var isCounted: Bool { creations > 0 }

    /// Adds an event to the lot's chain.
    package mutating func append(transaction: Digest, event: UInt32) {
        eventCount += 1
        head = LotLeaf.head(after: head, transaction: transaction, event: event)
    }

    /// The head once this event follows the one that had `head`.
    package static func head(after head: Digest, transaction: Digest, event: UInt32) -> Digest {
        Digest(domain: .lotEvent, count: 4, bytesMax: 128) { preimage in
            preimage.digest(head)
            preimage.digest(transaction)
            preimage.unsigned(UInt64(event))
        }
    }
}

extension LotLeaf: CBORCodable {
    package func encode(into writer: inout CBORWriter) {
        writer.leaf(version: tests.isEmpty ? 1 : 2, fields: tests.isEmpty ? 5 : 6)
        writer.unsigned(creations)
        writer.optional(unit)
        writer.optional(creator)
        writer.unsigned(eventCount)
        writer.value(head)
        if !tests.isEmpty { writer.array(tests) }
    }

    package init(from reader: inout CBORReader) throws(CBORError) {
        let version = try reader.leaf(fields: 5, versionMax: 2)
        creations = try reader.unsigned()
        unit = try reader.optional(SmallestUnit.self)
        creator = try reader.optional(MemberID.self)
        eventCount = try reader.unsigned()
        head = try reader.value(Digest.self)
        let offset = reader.offset
        if version == 2 { tests = try reader.array(of: LotTest.self) }
        guard tests.isEmpty == (version == 1) else {
            throw CBORError(.invalid("a lot of version 2 without tests"), at: offset)
        }
    }
}
