import LedgerCore

/// Where a fact of the state stands in its table: everything by type and id, but what belongs to a lot
/// lies with the lot.
///
/// A movement reads a lot, its account, its origins and its claims. By type these would be as many pages,
/// each read and written for one row.
///
/// Spec: Docs/Spec/Storage.md §2.
struct StatePlace: Equatable, Sendable {
    let bytes: Bytes

    init(bytes: Bytes) {
        self.bytes = bytes
    }

    init(_ key: StateKey) {
        var place = Bytes()
        place.reserveCapacity(key.id.count + StatePlace.extraBytes)
        key.id.withUnsafeBytes { StatePlace.append(key.type, $0, to: &place) }
        bytes = place
    }

    /// The place of the lowest id of a type whose facts belong to no lot.
    init(firstOf type: StateType, after id: Bytes = []) {
        precondition(Layout(of: type) == .byType, "a type whose facts lie with their lots")
        bytes = [type.rawValue] + id
    }

    /// What a place is longer than its id, at most.
    private static let extraBytes = 3
    /// First octet of what belongs to lots: where lots would be by their type.
    private static let ofLots = StateType.lot.rawValue
    /// First octet of facts of lots whose ids are not as the rules make them, and of the type 0, which no
    /// rule has and a snapshot may claim.
    private static let irregular: UInt8 = 0
    /// Behind the name of a lot, in which it is not.
    private static let end: UInt8 = 0

    /// What the ids of a type have of a lot.
    private enum Layout {
        case byType
        /// The lot's key is the id.
        case lot
        /// The id is an array, whose last item is the lot's key.
        case endsWithLot

        init(of type: StateType) {
            self =
                switch type {
                case .lot, .origins, .custody: .lot
                case .account, .consignments: .endsWithLot
                default: .byType
                }
        }
    }

    /// Adds the place of a fact.
    static func append(
        _ type: StateType, _ id: UnsafeRawBufferPointer, to place: inout Bytes
    ) {
        let layout = Layout(of: type)
        if layout == .byType, type.rawValue != irregular {
            place.append(type.rawValue)
            return place.append(contentsOf: id)
        }
        let headCount: Int? =
            switch layout {
            case .byType: nil
            case .lot: 0
            case .endsWithLot: lotOffset(in: id)
            }
        guard let headCount, !id[headCount...].contains(end) else {
            place.append(irregular)
            place.append(type.rawValue)
            return place.append(contentsOf: id)
        }
        place.append(ofLots)
        place.append(contentsOf: UnsafeRawBufferPointer(rebasing: id[headCount...]))
        place.append(end)
        place.append(type.rawValue)
        place.append(contentsOf: UnsafeRawBufferPointer(rebasing: id[..<headCount]))
    }

    /// Where in an array the octets of its last item begin, which is a text.
    private static func lotOffset(in id: UnsafeRawBufferPointer) -> Int? {
        do throws(CBORError) {
            let id = Bytes(id)
            var reader = CBORReader(id)
            for _ in 1..<max(2, try reader.arrayCount()) { _ = try reader.item() }
            let count = try reader.text().utf8.count
            try reader.finish()
            return id.count - count
        } catch { return nil }
    }

    /// Calls `body` with the place from which on, and the one before which, all that belongs to the same
    /// lot lies; nil for what belongs to none.
    func withPlaces<Value>(
        ofLot body: (_ first: UnsafeRawBufferPointer, _ end: UnsafeRawBufferPointer)
            throws(StorageError) -> Value
    ) throws(StorageError) -> Value? {
        guard bytes.first == StatePlace.ofLots, let last = bytes.firstIndex(of: StatePlace.end)
        else { return nil }
        var end = Bytes(bytes[...last])
        end[last] += 1
        return try bytes.withUnsafeBufferPointer { bytes throws(StorageError) in
            try end.withUnsafeBufferPointer { end throws(StorageError) in
                let first = UnsafeBufferPointer(rebasing: bytes[...last])
                return try body(UnsafeRawBufferPointer(first), UnsafeRawBufferPointer(end))
            }
        }
    }

    /// The type and the id whose place this is.
    ///
    /// - Throws: `.corrupt` for what is the place of nothing.
    func key() throws(StorageError) -> (type: StateType, id: Bytes) {
        try bytes.withUnsafeBufferPointer { bytes throws(StorageError) in
            try StatePlace.key(at: UnsafeRawBufferPointer(bytes))
        }
    }

    /// The type and the id of the place with these octets.
    ///
    /// - Throws: `.corrupt` for what is the place of nothing.
    static func key(
        at place: UnsafeRawBufferPointer
    ) throws(StorageError) -> (type: StateType, id: Bytes) {
        switch place.first {
        case irregular:
            guard place.count > 1 else { break }
            return (StateType(place[1]), Bytes(place[2...]))
        case ofLots:
            guard let end = place.firstIndex(of: end), end + 1 < place.count else { break }
            var id = Bytes()
            id.reserveCapacity(place.count)
            id.append(contentsOf: UnsafeRawBufferPointer(rebasing: place[(end + 2)...]))
            id.append(contentsOf: UnsafeRawBufferPointer(rebasing: place[1..<end]))
            return (StateType(place[end + 1]), id)
        case let type?: return (StateType(type), Bytes(place[1...]))
        case nil: break
        }
        throw .corrupt("a fact of the state at the place \(Bytes(place))")
    }
}
