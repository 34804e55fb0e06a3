/// Where an event stands on the chain. Ordered as the ledger judged them.
package struct EventReference: Hashable, Sendable {
    package let height: Height
    /// Index of the transaction in its block.
    package let transaction: UInt32
    /// Index of the event in its document.
    package let event: UInt32

    package init(height: Height, transaction: UInt32, event: UInt32) {
        self.height = height
        self.transaction = transaction
        self.event = event
    }
}

extension EventReference: Comparable {
    package static func < (left: EventReference, right: EventReference) -> Bool {
        (left.height, left.transaction, left.event)
            < (right.height, right.transaction, right.event)
    }
}

extension EventReference: CBORCodable {
    package func encode(into writer: inout CBORWriter) {
        writer.array(count: 3)
        writer.value(height)
        writer.unsigned(UInt64(transaction))
        writer.unsigned(UInt64(event))
    }

    package init(from reader: inout CBORReader) throws(CBORError) {
        try reader.array(count: 3)
        height = try reader.value(Height.self)
        transaction = try reader.unsigned(UInt32.self)
        event = try reader.unsigned(UInt32.self)
    }
}
