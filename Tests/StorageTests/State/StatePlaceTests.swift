import LedgerCore
import Testing

@testable import Storage

struct StatePlaceTests {
    private let lots = ["urn:a", "urn:a.1", "urn:ab", "қ"]

    /// Of each kind whose facts lie with their lots, and of others.
    private func keys() throws -> [StateKey] {
        let members = try ["farm", "drier"].map { try #require(MemberID($0)) }
        var keys: [StateKey] = []
        for lot in lots {
            keys += [.lot(lot), .origins(of: lot), .custody(of: lot)]
            keys += members.map { .account(of: $0, lot: lot, in: .milligram) }
            keys.append(.consignments(to: .nobody, lot: lot, in: .milligram))
        }
        let others: [StateKey] = [
            .parameters, .spent(.zero), .event("urn:a"), .party("urn:a"), .rulePack(3),
            .member(members[0]), .facility(""),
        ]
        return keys + others
    }

    @Test func `a place tells its type and id, and is nothing else's`() throws {
        let keys = try keys()
        var seen: Set<Bytes> = []

        for key in keys {
            let place = StatePlace(key)
            let (type, id) = try place.key()
            #expect(type == key.type && id == key.id)
            #expect(seen.insert(place.bytes).inserted)
        }
        #expect(seen.count == keys.count && keys.count == 31)
    }

    @Test func `what belongs to a lot lies together, between no other facts`() throws {
        let keys = try keys()

        let order = keys.sorted { StatePlace($0).bytes.precedes(StatePlace($1).bytes) }

        let names = order.filter(isOfLot).map(lot)
        // One run a lot, in the order of their names, and nothing else within.
        #expect(names == lots.flatMap { Array(repeating: Bytes($0.utf8), count: 6) })
        let first = try #require(order.firstIndex(where: isOfLot))
        #expect(order[first..<first + names.count].allSatisfy(isOfLot))
        #expect(order.map(\.type.rawValue).filter { $0 < 17 } == [1, 2, 6, 16])
    }

    private func isOfLot(_ key: StateKey) -> Bool {
        [17, 18, 19, 28, 42].contains(key.type.rawValue)
    }

    private func lot(_ key: StateKey) -> Bytes {
        Bytes(StatePlace(key).bytes.dropFirst().prefix { $0 != 0 })
    }

    /// Of a lot by their types, but not as the rules make them: each would else have a place that is
    /// another's, or none.
    @Test(
        arguments: [
            (17, [97, 0, 17]), (28, [0]), (18, []), (18, [0x80]), (18, [0x81]),
            (18, [0x83, 1, 2, 3]),
            (19, [0x82, 1, 0x61]), (19, [0x82, 1, 0x61, 97, 0]), (42, [97, 0]),
            (18, [0x82, 1, 0x62, 97, 0]), (0, [17, 97, 0]), (0, []),
        ] as [(UInt8, Bytes)])
    func `what is not as the rules make it has a place too`(type: UInt8, id: Bytes) throws {
        let place = StatePlace(StateKey(StateType(type), id))

        #expect(place.bytes == [0, type] + id)
        let found = try place.key()
        #expect(found.type == StateType(type) && found.id == id)
    }

    @Test(arguments: [[], [0], [17], [17, 97], [17, 97, 0]] as [Bytes])
    func `what is no place is told as such`(bytes: Bytes) {
        #expect(throws: StorageError.self) { _ = try StatePlace(bytes: bytes).key() }
    }
}
