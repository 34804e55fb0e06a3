/// What an event did to one stock, kept so that an error declaration can take it back.
package enum EventPosting: Equatable, Sendable {
    case created(Stock)
    /// A creation that counts against plots.
    case harvested(Stock, [HarvestPart])
    case consumed(Stock)
    /// `settled` of it met an advance of the receiver and never was a consignment.
    case shipped(Stock, to: Address, settled: Int64)
    /// The consignments taken from, with what was taken of each, and what had not been sent yet; the
    /// gap is that of the advance, if it opened one.
    case received([Taking], advance: Int64, gap: GapReference? = nil)
    /// A receipt that closed and missed something of the last consignment it took from.
    case receivedShort([Taking], missing: Taking, fate: Fate)
    /// What was received of a lot that the event does not name, or not with an amount.
    case arrived(lot: String, SmallestUnit, [Taking])

    /// What became of what was missing.
    package enum Fate: Equatable, Sendable {
        case lost
        case disputed(until: Timestamp)
    }

    /// Goods taken off the road.
    package struct Taking: Equatable, Sendable {
        package let address: Address
        package var consignment: Consignment

        package init(address: Address, consignment: Consignment) {
            self.address = address
            self.consignment = consignment
        }
    }
}

/// An accepted event, by its id.
///
/// Spec: Docs/Spec/MassBalance.md §5.
package struct EventLeaf: Equatable, Sendable {
    package let place: EventReference
    package let member: MemberID
    /// Error declarations made of it.
    package var declarations: UInt64 = 0
    /// Digest of what the event means, which a declaration must repeat.
    package let meaning: Digest
    /// In the order of its stock movements; nil when there are too many to keep.
    package var postings: [EventPosting]?
    /// Where there are some, the leaf is of version 2.
    package var certificates: [CertificatePosting] = []
    /// Where the goods of each posting came from that created or consumed some; where there are some, the
    /// leaf is of version 3, and there is one a posting.
    package var origins: [OriginAmounts] = []

    package init(
        place: EventReference, member: MemberID, meaning: Digest, postings: [EventPosting]?,
        certificates: [CertificatePosting] = [], origins: [OriginAmounts] = []
    ) {
        self.place = place
        self.member = member
        self.meaning = meaning
        self.postings = postings
        self.certificates = certificates
        self.origins = origins
    }
}

extension EventLeaf: CBORCodable {
    package func encode(into writer: inout CBORWriter) {
        precondition(origins.isEmpty || origins.count == postings?.count, "origins of no posting")
        let version = !origins.isEmpty ? 3 : certificates.isEmpty ? 1 : 2
        writer.leaf(version: UInt64(version), fields: version + 4)
        writer.value(place)
        writer.value(member)
        writer.unsigned(declarations)
        writer.value(meaning)
        if let postings { writer.array(postings) } else { writer.null() }
        if version > 1 { writer.array(certificates) }
        if version > 2 { writer.array(origins) }
    }

    package init(from reader: inout CBORReader) throws(CBORError) {
        let version = try reader.leaf(fields: 5, versionMax: 3)
        place = try reader.value(EventReference.self)
        member = try reader.value(MemberID.self)
        declarations = try reader.unsigned()
        meaning = try reader.value(Digest.self)
        postings = reader.skipNull() ? nil : try reader.array(of: EventPosting.self)
        let offset = reader.offset
        if version > 1 { certificates = try reader.array(of: CertificatePosting.self) }
        guard version != 2 || !certificates.isEmpty else {
            throw CBORError(.invalid("an event of version 2 without certificates"), at: offset)
        }
        guard version == 3 else { return }
        origins = try reader.array(of: OriginAmounts.self)
        try reader.require(
            !origins.isEmpty && origins.count == postings?.count, "origins of each posting",
            at: offset)
    }
}

extension EventPosting: CBORCodable {
    private enum Tag: UInt64 {
        case created = 1
        case consumed = 2
        case shipped = 3
        case received = 4
        case receivedShort = 5
        case harvested = 6
        case arrived = 7
    }

    package func encode(into writer: inout CBORWriter) {
        switch self {
        case .created(let stock), .consumed(let stock):
            writer.array(count: 2)
            if case .created = self {
                writer.unsigned(Tag.created.rawValue)
            } else {
                writer.unsigned(Tag.consumed.rawValue)
            }
            writer.value(stock)
        case .harvested(let stock, let parts):
            writer.array(count: 3)
            writer.unsigned(Tag.harvested.rawValue)
            writer.value(stock)
            writer.array(parts)
        case .shipped(let stock, let address, let settled):
            writer.array(count: 4)
            writer.unsigned(Tag.shipped.rawValue)
            writer.value(stock)
            writer.value(address)
            writer.amount(settled)
        case .received(let takings, let advance, let gap):
            writer.array(count: gap == nil ? 3 : 4)
            writer.unsigned(Tag.received.rawValue)
            writer.array(takings)
            writer.amount(advance)
            if let gap { writer.value(gap) }
        case .receivedShort(let takings, let missing, let fate):
            writer.array(count: 4)
            writer.unsigned(Tag.receivedShort.rawValue)
            writer.array(takings)
            writer.value(missing)
            if case .disputed(let until) = fate { writer.value(until) } else { writer.null() }
        case .arrived(let lot, let unit, let takings):
            writer.array(count: 4)
            writer.unsigned(Tag.arrived.rawValue)
            writer.text(lot)
            writer.value(unit)
            writer.array(takings)
        }
    }

    package init(from reader: inout CBORReader) throws(CBORError) {
        let offset = reader.offset
        let count = try reader.arrayCount()
        switch (Tag(rawValue: try reader.unsigned()), count) {
        case (.created, 2): self = .created(try reader.value(Stock.self))
        case (.consumed, 2): self = .consumed(try reader.value(Stock.self))
        case (.shipped, 4):
            self = .shipped(
                try reader.value(Stock.self), to: try reader.value(Address.self),
                settled: try reader.amount())
        case (.received, 3):
            self = .received(
                try reader.array(of: Taking.self), advance: try reader.amount())
        case (.received, 4):
            self = .received(
                try reader.array(of: Taking.self), advance: try reader.amount(),
                gap: try reader.value(GapReference.self))
        case (.receivedShort, 4):
            let takings = try reader.array(of: Taking.self)
            let missing = try reader.value(Taking.self)
            let until = try reader.optional(Timestamp.self)
            self = .receivedShort(
                takings, missing: missing, fate: until.map { .disputed(until: $0) } ?? .lost)
        case (.harvested, 3):
            self = .harvested(
                try reader.value(Stock.self), try reader.array(of: HarvestPart.self))
        case (.arrived, 4):
            self = .arrived(
                lot: try reader.text(), try reader.value(SmallestUnit.self),
                try reader.array(of: Taking.self))
        default: throw CBORError(.invalid("a posting"), at: offset)
        }
    }
}

extension EventPosting.Taking: CBORCodable {
    package func encode(into writer: inout CBORWriter) {
        writer.array(count: 2)
        writer.value(address)
        writer.value(consignment)
    }

    package init(from reader: inout CBORReader) throws(CBORError) {
        try reader.array(count: 2)
        address = try reader.value(Address.self)
        consignment = try reader.value(Consignment.self)
    }
}
