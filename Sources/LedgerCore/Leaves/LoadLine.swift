/// Goods that left under a despatch document by one event: what was put on the road to an address.
///
/// Spec: Docs/Spec/MassBalance.md §9.2.
package struct LoadLine: Hashable, Sendable {
    /// Key of the lot.
    package let lot: String
    package let unit: SmallestUnit
    package let address: Address
    /// The event that shipped them, which their consignments name.
    package let origin: EventReference

    package init(lot: String, unit: SmallestUnit, address: Address, origin: EventReference) {
        self.lot = lot
        self.unit = unit
        self.address = address
        self.origin = origin
    }
}

extension LoadLine: CBORCodable {
    package func encode(into writer: inout CBORWriter) {
        writer.array(count: 4)
        writer.text(lot)
        writer.value(unit)
        writer.value(address)
        writer.value(origin)
    }

    package init(from reader: inout CBORReader) throws(CBORError) {
        try reader.array(count: 4)
        lot = try reader.text()
        unit = try reader.value(SmallestUnit.self)
        address = try reader.value(Address.self)
        origin = try reader.value(EventReference.self)
    }
}
