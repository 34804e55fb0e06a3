/// What a member does in the chain of goods.
package enum Role: String, Hashable, Sendable, CaseIterable {
    case farm, cooperative, collector, processor, carrier, warehouse, laboratory, certifier
    case exporter, importer, retailer, inspector, customs, regulator, validator
}

extension Role: Comparable {
    package static func < (left: Role, right: Role) -> Bool { left.rawValue < right.rawValue }
}

extension Role: CBORCodable {
    package func encode(into writer: inout CBORWriter) {
        writer.text(rawValue)
    }

    package init(from reader: inout CBORReader) throws(CBORError) {
        let offset = reader.offset
        guard let role = Role(rawValue: try reader.text(max: 16)) else {
            throw CBORError(.invalid("a role"), at: offset)
        }
        self = role
    }
}
