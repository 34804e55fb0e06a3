package import LedgerCore

/// What execution knows of a block and its bytes do not say: kept by the ledger with the block, so
/// that an index which a crash kept from being written can catch up without executing again.
package struct BlockEffects: Equatable, Sendable {
    /// By the position of the transaction in the block, ascending.
    package let captures: [Capture]
    /// Accounts, consignments, gaps, origins and custody as the block left them.
    package let balances: [StateChange]

    package struct Capture: Equatable, Sendable {
        package let position: UInt64
        package let effect: CaptureEffect

        package init(position: UInt64, effect: CaptureEffect) {
            self.position = position
            self.effect = effect
        }
    }

    package init(captures: [Capture], balances: [StateChange]) {
        self.captures = captures
        self.balances = balances
    }
}

/// Never hashed or sent, so it has no place in the specification: only this program, in this version
/// of the index, reads it back.
extension BlockEffects: CBORCodable {
    package func encode(into writer: inout CBORWriter) {
        writer.array(count: 2)
        writer.array(captures)
        writer.array(count: balances.count)
        for change in balances {
            writer.array(count: 3)
            writer.unsigned(UInt64(change.key.type.rawValue))
            writer.bytes(change.key.id)
            if let value = change.value { writer.bytes(value) } else { writer.null() }
        }
    }

    package init(from reader: inout CBORReader) throws(CBORError) {
        try reader.array(count: 2)
        captures = try reader.array(of: Capture.self)
        var balances: [StateChange] = []
        for _ in 0..<(try reader.arrayCount()) {
            try reader.array(count: 3)
            let type = StateType(try reader.unsigned(UInt8.self))
            let key = StateKey(type, try reader.bytes())
            let value = reader.skipNull() ? nil : try reader.bytes()
            balances.append(StateChange(key: key, value: value))
        }
        self.balances = balances
    }
}

extension BlockEffects.Capture: CBORCodable {
    package func encode(into writer: inout CBORWriter) {
        writer.array(count: 2)
        writer.unsigned(position)
        writer.array(effect.events)
    }

    package init(from reader: inout CBORReader) throws(CBORError) {
        try reader.array(count: 2)
        position = try reader.unsigned()
        effect = CaptureEffect(events: try reader.array(of: AcceptedEventFacts.self))
    }
}

extension AcceptedEventFacts: CBORCodable {
    package func encode(into writer: inout CBORWriter) {
        writer.array(count: principal == nil ? 4 : 5)
        writer.unsigned(UInt64(documentIndex))
        writer.text(eventID)
        writer.bool(isDeclaration)
        writer.array(postings)
        if let principal { writer.value(principal) }
    }

    package init(from reader: inout CBORReader) throws(CBORError) {
        let offset = reader.offset
        let count = try reader.arrayCount()
        guard (4...5).contains(count) else {
            throw CBORError(.invalid("an accepted event"), at: offset)
        }
        documentIndex = Int(try reader.unsigned(UInt32.self))
        eventID = try reader.text()
        isDeclaration = try reader.bool()
        postings = try reader.array(of: PostingFacts.self)
        principal = count == 5 ? try reader.value(MemberID.self) : nil
    }
}

extension PostingFacts: CBORCodable {
    package func encode(into writer: inout CBORWriter) {
        writer.array(count: 7)
        writer.text(cause)
        writer.optional(counterparty)
        writer.text(lot)
        writer.value(holder)
        writer.value(unit)
        writer.value(stock)
        writer.bool(isInflow)
    }

    package init(from reader: inout CBORReader) throws(CBORError) {
        try reader.array(count: 7)
        cause = try reader.text()
        counterparty = try reader.optional(String.self)
        lot = try reader.text()
        holder = try reader.value(MemberID.self)
        unit = try reader.value(SmallestUnit.self)
        stock = try reader.value(Stock.self)
        isInflow = try reader.bool()
    }
}
