import GRDB
import LedgerCore
import Synchronization
import Testing

@testable import Node

struct CredentialsTests {
    private let directory: TemporaryHome
    private let store: CredentialStore
    private let farm: MemberID

    init() throws {
        directory = try TemporaryHome()
        store = try CredentialStore(path: directory.home.nodeFile)
        farm = try #require(MemberID("farm-1"))
    }

    private final class Clock: Sendable {
        private let now: Mutex<Int64>
        init(_ start: Int64) { now = Mutex(start) }
        func advance(_ milliseconds: Int64) { now.withLock { $0 += milliseconds } }
        func read() -> Int64 { now.withLock { $0 } }
    }

    @Test func `an issued token finds its user`() throws {
        let token = try store.issue(user: "rustam", member: farm, isAdministrator: true)
        let credentials = try Credentials(path: directory.home.nodeFile)

        let principal = try credentials.find(try #require(BearerToken(token.text)))

        #expect(
            principal
                == Principal(
                    tokenID: token.id, name: "rustam", member: farm, isAdministrator: true))
    }

    @Test func `a token with another secret finds nobody`() throws {
        let token = try store.issue(user: "rustam", member: farm)
        let credentials = try Credentials(path: directory.home.nodeFile)
        let forged = BearerToken(id: token.id, secret: Array(repeating: 0, count: 32))

        #expect(try credentials.find(forged) == nil)
        #expect(try credentials.find(.random()) == nil)
    }

    @Test func `the file holds no secret`() throws {
        let token = try store.issue(user: "rustam", member: farm)

        let row = try store.pool.read { database in
            try Digest.fetch(database, token: token.id)
        }

        #expect(row == token.digest.bytes)
        #expect(row != token.secret)
    }

    @Test func `a backup has the tokens and leaves the file as it is`() throws {
        let token = try store.issue(user: "rustam", member: farm)
        let copy = directory.home.path + "/copy.sqlite"

        try store.backup(to: copy)

        #expect(try Credentials(path: copy).find(try #require(BearerToken(token.text))) != nil)
        #expect(try CredentialStore(path: copy).list() == store.list())
    }

    @Test func `a running node notices issue, rotation and revocation within half a second`()
        throws
    {
        let clock = Clock(UTCText.milliseconds())
        let credentials = try Credentials(path: directory.home.nodeFile, clock: clock.read)
        #expect(try credentials.find(.random()) == nil)

        let first = try store.issue(user: "rustam", member: farm)
        clock.advance(500)
        #expect(try credentials.find(first) != nil)

        let second = try store.rotate(id: first.id)
        clock.advance(500)
        #expect(try credentials.find(first) == nil)
        #expect(try credentials.find(second)?.name == "rustam")

        try store.revoke(id: second.id)
        clock.advance(500)
        #expect(try credentials.find(second) == nil)
    }

    @Test func `a token ends at its expiry`() throws {
        let clock = Clock(UTCText.milliseconds())
        let token = try store.issue(
            user: "rustam", member: farm, expiresAt: clock.read() + 60_000)
        let credentials = try Credentials(path: directory.home.nodeFile, clock: clock.read)

        #expect(try credentials.find(token) != nil)
        clock.advance(60_000)
        #expect(try credentials.find(token) == nil)
    }

    @Test func `the list tells status and nothing secret`() throws {
        let token = try store.issue(user: "rustam", member: farm)
        try store.revoke(id: token.id)
        let other = try store.issue(user: "salima", member: farm)

        let list = try store.list()

        #expect(Set(list.map(\.id)) == [token.id, other.id])
        #expect(list.first { $0.id == token.id }?.status(at: UTCText.milliseconds()) == .revoked)
        #expect(list.first { $0.id == other.id }?.status(at: UTCText.milliseconds()) == .valid)
    }

    @Test func `what cannot be done is refused with a reason`() throws {
        let token = try store.issue(user: "rustam", member: farm)
        try store.revoke(id: token.id)

        #expect(throws: CredentialsError.alreadyRevoked(id: token.id)) {
            try store.revoke(id: token.id)
        }
        #expect(throws: CredentialsError.alreadyRevoked(id: token.id)) {
            try store.rotate(id: token.id)
        }
        #expect(throws: CredentialsError.noSuchToken(id: "0")) { try store.revoke(id: "0") }
        #expect(throws: CredentialsError.badUserName("a b")) {
            try store.issue(user: "a b", member: farm)
        }
        #expect(throws: CredentialsError.expiryInThePast) {
            try store.issue(user: "x", member: farm, expiresAt: 1)
        }
    }
}
