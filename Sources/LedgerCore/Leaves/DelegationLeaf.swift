/// What somebody may record for another.
///
/// Spec: Docs/Spec/Rules.md §14.
package enum DelegatedKind: String, Hashable, Sendable, CaseIterable {
    case harvest, create, transform, ship, receive, consume, pack, observe
    case takeBack = "take_back"
}

/// A delegation by who confirmed it and to whom.
package struct DelegationReference: Hashable, Sendable {
    /// In whose books is written.
    package let principal: MemberID
    /// Who writes.
    package let delegate: MemberID

    package init(principal: MemberID, delegate: MemberID) {
        self.principal = principal
        self.delegate = delegate
    }
}

/// What a delegation is for: each list ascending by its bytes, and empty for everything.
package struct DelegationTerms: Hashable, Sendable {
    package static let placesMax = 32
    package static let goodsMax = 64

    /// The last moment, in block time; nil until it is withdrawn.
    package let validUntil: Timestamp?
    package let kinds: [DelegatedKind]
    /// Keys of places and plots.
    package let places: [String]
    /// Keys of lots, items and classes.
    package let goods: [String]

    package init(
        validUntil: Timestamp? = nil, kinds: Set<DelegatedKind> = [], places: Set<String> = [],
        goods: Set<String> = []
    ) {
        self.validUntil = validUntil
        self.kinds = kinds.sorted { $0.rawValue.precedes($1.rawValue) }
        self.places = places.sorted { $0.precedes($1) }
        self.goods = goods.sorted { $0.precedes($1) }
    }

    /// What a leaf holds, whose order was checked as it was read: this is read for every delegated event.
    fileprivate init(
        validUntil: Timestamp?, kinds: [DelegatedKind], inOrder places: [String], _ goods: [String]
    ) {
        self.validUntil = validUntil
        self.kinds = kinds
        self.places = places
        self.goods = goods
    }
}

/// That a member may record for another.
///
/// Spec: Docs/Spec/Rules.md §14.
package struct DelegationLeaf: Hashable, Sendable {
    /// The event that confirmed it.
    package let confirmedAt: EventReference
    package let terms: DelegationTerms
    package var withdrawnFrom: Height?

    package init(
        confirmedAt: EventReference, terms: DelegationTerms, withdrawnFrom: Height? = nil
    ) {
        self.confirmedAt = confirmedAt
        self.terms = terms
        self.withdrawnFrom = withdrawnFrom
    }
}

extension DelegationReference: CBORCodable {
    package func encode(into writer: inout CBORWriter) {
        writer.array(count: 2)
        writer.value(principal)
        writer.value(delegate)
    }

    package init(from reader: inout CBORReader) throws(CBORError) {
        try reader.array(count: 2)
        principal = try reader.value(MemberID.self)
        delegate = try reader.value(MemberID.self)
    }
}

extension DelegationLeaf: CBORCodable {
    private static let keyBytesMax = 1024

    package func encode(into writer: inout CBORWriter) {
        writer.leaf(version: 1, fields: 6)
        writer.value(confirmedAt)
        writer.optional(terms.validUntil)
        DelegationLeaf.write(terms.kinds.map(\.rawValue), into: &writer)
        DelegationLeaf.write(terms.places, into: &writer)
        DelegationLeaf.write(terms.goods, into: &writer)
        writer.optional(withdrawnFrom)
    }

    package init(from reader: inout CBORReader) throws(CBORError) {
        try reader.leaf(version: 1, fields: 6)
        confirmedAt = try reader.value(EventReference.self)
        let validUntil = try reader.optional(Timestamp.self)
        let start = reader.offset
        let words = try DelegationLeaf.list(
            max: DelegatedKind.allCases.count, from: &reader)
        let kinds = words.compactMap(DelegatedKind.init)
        try reader.require(kinds.count == words.count, "kinds of events", at: start)
        let places = try DelegationLeaf.list(max: DelegationTerms.placesMax, from: &reader)
        let goods = try DelegationLeaf.list(max: DelegationTerms.goodsMax, from: &reader)
        terms = DelegationTerms(
            validUntil: validUntil, kinds: kinds, inOrder: places, goods)
        withdrawnFrom = try reader.optional(Height.self)
    }

    private static func write(_ list: [String], into writer: inout CBORWriter) {
        writer.array(count: list.count)
        for text in list { writer.text(text) }
    }

    private static func list(
        max: Int, from reader: inout CBORReader
    ) throws(CBORError) -> [String] {
        let start = reader.offset
        let count = try reader.arrayCount()
        var list: [String] = []
        var isInOrder = count <= max
        for _ in 0..<(isInOrder ? count : 0) {
            let text = try reader.text(max: keyBytesMax)
            if let last = list.last, !last.precedes(text) { isInOrder = false }
            list.append(text)
        }
        try reader.require(
            isInOrder, "at most \(max) in the order of their bytes, each once", at: start)
        return list
    }
}

extension String {
    /// By UTF-8 bytes, the same on every machine.
    fileprivate func precedes(_ other: String) -> Bool {
        utf8.lexicographicallyPrecedes(other.utf8)
    }
}

extension StateKey {
    package static func delegation(_ delegation: DelegationReference) -> StateKey {
        StateKey(.delegation, delegation.encoded())
    }
}

extension StateType {
    /// ``DelegationLeaf``; id is [member, delegate].
    package static let delegation = StateType(48)
}
