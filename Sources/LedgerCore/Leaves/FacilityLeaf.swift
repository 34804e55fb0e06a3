/// A place where goods are kept or made, by the key of its identifier.
///
/// Spec: Docs/Spec/MassBalance.md §13.4.
package struct FacilityLeaf: Hashable, Sendable {
    package static let kindBytesMax = 64

    /// The one whose goods are there.
    package var holder: MemberID
    /// A word for people: `drying works`, `cold store`.
    package var kind: String
    /// Milligrams that can lie there; nil for no limit.
    package var capacity: Int64?
    /// Milligrams that can be made there in a day; nil for a place where nothing is limited, 0 for one
    /// that is no more.
    package var throughput: Int64?

    package init(
        holder: MemberID, kind: String, capacity: Int64? = nil, throughput: Int64? = nil
    ) {
        self.holder = holder
        self.kind = kind
        self.capacity = capacity
        self.throughput = throughput
    }
}

extension FacilityLeaf: CBORCodable {
    package func encode(into writer: inout CBORWriter) {
        writer.leaf(version: 1, fields: 4)
        writer.value(holder)
        writer.text(kind)
        if let capacity { writer.amount(capacity) } else { writer.null() }
        if let throughput { writer.amount(throughput) } else { writer.null() }
    }

    package init(from reader: inout CBORReader) throws(CBORError) {
        try reader.leaf(version: 1, fields: 4)
        holder = try reader.value(MemberID.self)
        kind = try reader.text(max: FacilityLeaf.kindBytesMax)
        capacity = reader.skipNull() ? nil : try reader.amount()
        throughput = reader.skipNull() ? nil : try reader.amount()
    }
}

/// What an event counted for at a facility, so that an error declaration can give it back.
package struct FacilityUseLeaf: Hashable, Sendable {
    /// Key of the facility.
    package let facility: String
    /// Days since 1970, in UTC.
    package let day: Int64
    /// Milligrams, as the others.
    package var made: Int64
    package var came: Int64
    package var went: Int64

    package init(facility: String, day: Int64, made: Int64 = 0, came: Int64 = 0, went: Int64 = 0) {
        self.facility = facility
        self.day = day
        self.made = made
        self.came = came
        self.went = went
    }

    package var isEmpty: Bool { made == 0 && came == 0 && went == 0 }
}

extension FacilityUseLeaf: CBORCodable {
    package func encode(into writer: inout CBORWriter) {
        writer.leaf(version: 1, fields: 5)
        writer.text(facility)
        writer.signed(day)
        for mass in [made, came, went] { writer.amount(mass) }
    }

    package init(from reader: inout CBORReader) throws(CBORError) {
        try reader.leaf(version: 1, fields: 5)
        facility = try reader.text()
        day = try reader.signed()
        made = try reader.amount()
        came = try reader.amount()
        went = try reader.amount()
    }
}
