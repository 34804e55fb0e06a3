/// Which version of the rules holds, and what the administrators decided about the next.
///
/// Spec: Docs/Spec/Rules.md §11.
package struct RulesLeaf: Hashable, Sendable {
    /// A version that holds from a height on.
    package struct Change: Hashable, Sendable {
        package let version: RuleVersion
        package let from: Height

        package init(version: RuleVersion, from: Height) {
            self.version = version
            self.from = from
        }
    }

    /// In force until `next` is.
    package let inForce: RuleVersion
    package let next: Change?

    package init(inForce: RuleVersion = .first, next: Change? = nil) {
        self.inForce = inForce
        self.next = next
    }

    package func version(at height: Height) -> RuleVersion {
        guard let next, next.from <= height else { return inForce }
        return next.version
    }
}

extension RulesLeaf.Change: CBORCodable {
    package func encode(into writer: inout CBORWriter) {
        writer.array(count: 2)
        writer.value(version)
        writer.value(from)
    }

    package init(from reader: inout CBORReader) throws(CBORError) {
        try reader.array(count: 2)
        version = try reader.value(RuleVersion.self)
        from = try reader.value(Height.self)
    }
}

extension RulesLeaf: CBORCodable {
    package func encode(into writer: inout CBORWriter) {
        writer.leaf(version: 1, fields: 2)
        writer.value(inForce)
        writer.optional(next)
    }

    package init(from reader: inout CBORReader) throws(CBORError) {
        try reader.leaf(version: 1, fields: 2)
        inForce = try reader.value(RuleVersion.self)
        next = try reader.optional(Change.self)
    }
}
