/// Which rule pack holds, and what the administrators decided about the next.
///
/// Packs are numbered from 1; number 0 is the empty one that every chain begins with.
///
/// Spec: Docs/Spec/Rules.md §13.
package struct RulePacksLeaf: Hashable, Sendable {
    /// A pack that holds from a height on.
    package struct Change: Hashable, Sendable {
        package let number: UInt64
        package let from: Height

        package init(number: UInt64, from: Height) {
            self.number = number
            self.from = from
        }
    }

    /// How many packs were set so far.
    package let count: UInt64
    /// In force until `next` is.
    package let inForce: UInt64
    package let next: Change?

    package init(count: UInt64 = 0, inForce: UInt64 = 0, next: Change? = nil) {
        self.count = count
        self.inForce = inForce
        self.next = next
    }

    package func number(at height: Height) -> UInt64 {
        guard let next, next.from <= height else { return inForce }
        return next.number
    }
}

extension RulePacksLeaf.Change: CBORCodable {
    package func encode(into writer: inout CBORWriter) {
        writer.array(count: 2)
        writer.unsigned(number)
        writer.value(from)
    }

    package init(from reader: inout CBORReader) throws(CBORError) {
        try reader.array(count: 2)
        number = try reader.unsigned()
        from = try reader.value(Height.self)
    }
}

extension RulePacksLeaf: CBORCodable {
    package func encode(into writer: inout CBORWriter) {
        writer.leaf(version: 1, fields: 3)
        writer.unsigned(count)
        writer.unsigned(inForce)
        writer.optional(next)
    }

    package init(from reader: inout CBORReader) throws(CBORError) {
        try reader.leaf(version: 1, fields: 3)
        count = try reader.unsigned()
        inForce = try reader.unsigned()
        next = try reader.optional(Change.self)
    }
}
