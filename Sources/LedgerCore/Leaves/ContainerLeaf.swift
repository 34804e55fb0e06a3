/// Something inside a container, as packing said.
package struct PackedItem: Equatable, Sendable {
    /// Key of the lot.
    package let lot: String
    package let unit: SmallestUnit
    /// In that unit.
    package var amount: Int64

    package init(lot: String, unit: SmallestUnit, amount: Int64) {
        self.lot = lot
        self.unit = unit
        self.amount = amount
    }
}

extension PackedItem: CBORCodable {
    package func encode(into writer: inout CBORWriter) {
        writer.array(count: 3)
        writer.text(lot)
        writer.value(unit)
        writer.amount(amount)
    }

    package init(from reader: inout CBORReader) throws(CBORError) {
        try reader.array(count: 3)
        lot = try reader.text()
        unit = try reader.value(SmallestUnit.self)
        amount = try reader.amount()
    }
}

/// What is inside a container such as a pallet with an SSCC, and who may pack and unpack it.
///
/// Spec: Docs/Spec/MassBalance.md §3 (containers).
package struct ContainerLeaf: Equatable, Sendable {
    /// Who packed it, or received it since.
    package var holder: MemberID
    /// Where it is on the road to, while it is.
    package var address: Address?
    /// In the order packed.
    package var items: [PackedItem] = []

    package init(holder: MemberID) {
        self.holder = holder
    }
}

extension ContainerLeaf: CBORCodable {
    package func encode(into writer: inout CBORWriter) {
        writer.leaf(version: 1, fields: 4)
        writer.value(holder)
        writer.bool(address != nil)
        writer.value(address ?? .nobody)
        writer.array(items)
    }

    package init(from reader: inout CBORReader) throws(CBORError) {
        try reader.leaf(version: 1, fields: 4)
        holder = try reader.value(MemberID.self)
        let isOnTheRoad = try reader.bool()
        let address = try reader.value(Address.self)
        self.address = isOnTheRoad ? address : nil
        items = try reader.array(of: PackedItem.self)
    }
}
