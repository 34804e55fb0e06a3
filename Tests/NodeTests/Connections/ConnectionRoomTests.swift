import LedgerCore
import NIOCore
import Synchronization
import Testing

@testable import Node

/// Who gets a place on a port, and who has to make some.
struct ConnectionRoomTests {
    private final class Closed: Sendable {
        let names = Mutex<[String]>([])
        var all: [String] { names.withLock { $0 } }
    }

    private let closed = Closed()

    private func room(
        _ connectionsMax: Int, ofSource: Int = 100, ofKey: Int = 2,
        keeps: @escaping @Sendable (Digest) -> Bool = { _ in false }
    ) -> ConnectionRoom {
        var limits = ConnectionLimits.peers
        limits.connectionsMax = connectionsMax
        limits.sourceConnectionsMax = ofSource
        limits.keyConnectionsMax = ofKey
        return ConnectionRoom(limits: limits, keeps: keeps)
    }

    private func enter(
        _ room: ConnectionRoom, _ name: String, from address: String = "10.0.0.1"
    ) throws -> ConnectionRoom.Ticket? {
        let source = ConnectionSource(try SocketAddress(ipAddress: address, port: 1))
        return room.enter(from: source) { [closed] in closed.names.withLock { $0.append(name) } }
    }

    @Test func `where it is full, the one that has waited longest makes place`() throws {
        let room = room(2)
        let first = try #require(try enter(room, "first"))
        _ = try #require(try enter(room, "second"))
        room.isAsking(first, true)
        room.isAsking(first, false)

        _ = try #require(try enter(room, "third"))

        #expect(closed.all == ["second"])
        #expect(room.count == 2)
        #expect(room.crowdedCount == 1)
    }

    @Test func `whoever is being answered is not pushed out`() throws {
        let room = room(2)
        for name in ["first", "second"] {
            room.isAsking(try #require(try enter(room, name)), true)
        }

        #expect(try enter(room, "third") == nil)
        #expect(closed.all.isEmpty)
        #expect(room.count == 2)
    }

    @Test func `one source cannot take the places of all`() throws {
        let room = room(10, ofSource: 2)
        for number in 1...5 { _ = try enter(room, "flood \(number)") }

        _ = try #require(try enter(room, "other", from: "10.0.0.2"))

        #expect(closed.all == ["flood 1", "flood 2", "flood 3"])
        #expect(room.count == 3)
    }

    @Test func `who has proved a kept key stays, and does not count for its source`() throws {
        let peer = Digest(hashing: [1])
        let room = room(3, ofSource: 2) { $0 == peer }
        let link = try #require(try enter(room, "link"))
        #expect(room.hasProved(link, peer))
        room.isAsking(link, true)
        room.isAsking(link, false)

        for number in 1...5 { _ = try #require(try enter(room, "flood \(number)")) }

        #expect(closed.all == ["flood 1", "flood 2", "flood 3"])
        #expect(room.count == 3)
    }

    @Test func `who has proved another key makes place while it asks nothing`() throws {
        let room = room(1)
        #expect(room.hasProved(try #require(try enter(room, "observer")), Digest(hashing: [2])))

        _ = try #require(try enter(room, "next"))

        #expect(closed.all == ["observer"])
    }

    @Test func `a key that has too many connections loses its first`() throws {
        let peer = Digest(hashing: [1])
        let room = room(10) { $0 == peer }

        for number in 1...4 {
            #expect(room.hasProved(try #require(try enter(room, "link \(number)")), peer))
        }

        #expect(closed.all == ["link 1", "link 2"])
        #expect(room.count == 2)
    }

    @Test func `a place is free once it is left, and only once`() throws {
        let room = room(1, ofSource: 1)
        let first = try #require(try enter(room, "first"))
        room.leave(first)
        room.leave(first)
        room.isAsking(first, true)

        #expect(!room.hasProved(first, Digest(hashing: [1])))
        _ = try #require(try enter(room, "second"))

        #expect(closed.all.isEmpty)
        #expect(room.count == 1)
    }
}
