import EPCIS
import Foundation
import GRDB
import Glibc
import LedgerCore
import Testing

@testable import Node

struct OpeningStoreTests {
    private let directory: TemporaryHome
    private let store: OpeningStore
    private let farm: MemberID

    init() throws {
        directory = try TemporaryHome()
        store = try OpeningStore(path: directory.home.openingsFile)
        farm = try DemoChain.id(DemoChain.farm)
    }

    private func record(_ eventID: String, _ pointer: String, _ value: JSONValue) -> OpeningRecord {
        OpeningRecord(
            member: farm, eventID: eventID,
            opening: FieldOpening(pointer: pointer, salt: .random(), value: value),
            readers: ["/417/4880000000011"], createdAt: 1_000)
    }

    private func insert(_ records: OpeningRecord...) throws {
        try store.pool.write { database in
            let rows = try OpeningRows(database)
            for record in records { try rows.insert(record, fingerprint: .zero) }
        }
    }

    private func files() throws -> [UInt8] {
        try ["", "-wal"].flatMap { suffix -> [UInt8] in
            let path = directory.home.openingsFile + suffix
            guard FileManager.default.fileExists(atPath: path) else { return [] }
            return [UInt8](try Data(contentsOf: URL(filePath: path)))
        }
    }

    private func isOnDisk(_ text: String) throws -> Bool {
        Data(try files()).range(of: Data(text.utf8)) != nil
    }

    @Test func `what is kept is read as it was, also by who opens the file later`() throws {
        let price = record("urn:e:1", "/agri:price", .object(JSONObject(members: [])))
        let note = record("urn:e:1", "/agri:note", .string("Зардолу"))
        try insert(price, note, record("urn:e:2", "/agri:note", .null))

        let again = try OpeningStore(path: directory.home.openingsFile)

        #expect(try again.openings(of: "urn:e:1") == [note, price])
        #expect(try again.openings(of: "urn:e:3") == [])
        #expect(try again.list(limit: 2).map(\.eventID) == ["urn:e:2", "urn:e:1"])
    }

    @Test func `a file of an older program keeps what is in it`() throws {
        let path = directory.home.path + "/older.sqlite"
        let older = try DatabaseQueue(path: path)
        try OpeningsSchema.migrator.migrate(older, upTo: "1 openings and erasures")
        let note = record("urn:e:1", "/agri:note", .string("Зардолу"))
        try older.write { try OpeningRows($0).insert(note, fingerprint: .zero) }
        try older.close()

        let again = try OpeningStore(path: path)

        #expect(try again.openings(of: "urn:e:1") == [note])
        let plan = try again.pool.read { database in
            try String.fetchAll(
                database,
                sql: "SELECT sql FROM sqlite_schema WHERE name = 'openingByFingerprint'")
        }
        #expect(plan.count == 1 && plan[0].contains("substr(fingerprint, 1, 8)"))
    }

    @Test func `the file is its owner's alone, and so is a backup`() throws {
        try insert(record("urn:e:1", "/agri:note", .string("x")))
        let copy = directory.home.path + "/copy.sqlite"
        try store.backup(to: copy)

        for path in [directory.home.openingsFile, directory.home.openingsFile + "-wal", copy] {
            var status = stat()
            #expect(stat(path, &status) == 0)
            #expect(status.st_mode & 0o777 == 0o600, "\(path)")
        }
        #expect(try OpeningStore(path: copy).openings(of: "urn:e:1").count == 1)
    }

    @Test func `a value that is forgotten is nowhere in the files, and its neighbours stay`() throws
    {
        let secret = "kalimai-makhfi-\(UUID().uuidString)"
        let other = record("urn:e:1", "/agri:price", .string("stays"))
        try insert(record("urn:e:1", "/agri:note", .string(secret)), other)
        try #require(try isOnDisk(secret))

        let erased = try store.erase(
            eventID: "urn:e:1", pointer: "/agri:note", reason: "asked for", at: 2_000)

        #expect(try !isOnDisk(secret))
        #expect(erased.map(\.pointer) == ["/agri:note"])
        #expect(try store.openings(of: "urn:e:1") == [other])
        #expect(try store.erasures(limit: 10) == erased)
        let fingerprints = try store.pool.read {
            try Int.fetchOne($0, sql: "SELECT count(fingerprint) FROM opening")
        }
        #expect(fingerprints == 0)
    }

    @Test func `all fields of an event are forgotten at once, and of it alone`() throws {
        let other = record("urn:e:2", "/agri:note", .string("z"))
        try insert(
            record("urn:e:1", "/agri:note", .string("x")),
            record("urn:e:1", "/agri:price", .string("y")), other)

        let erased = try store.erase(eventID: "urn:e:1", pointer: nil, reason: "r", at: 2_000)

        #expect(erased.map(\.pointer) == ["/agri:note", "/agri:price"])
        #expect(try store.list(limit: 10) == [other])
    }

    @Test func `to forget twice is to have forgotten; what never was is refused`() throws {
        try insert(record("urn:e:1", "/agri:note", .string("x")))
        let first = try store.erase(eventID: "urn:e:1", pointer: nil, reason: "r", at: 2_000)

        #expect(
            try store.erase(eventID: "urn:e:1", pointer: nil, reason: "again", at: 3_000) == first)
        #expect(try store.erasures(limit: 10).count == 1)
        #expect(throws: OpeningsError.noSuchOpening(eventID: "urn:e:1", pointer: "/x")) {
            try store.erase(eventID: "urn:e:1", pointer: "/x", reason: "r", at: 2_000)
        }
        #expect(throws: OpeningsError.badReason) {
            try store.erase(eventID: "urn:e:1", pointer: nil, reason: "", at: 2_000)
        }
    }
}
