import Foundation
import GRDB
import LedgerCore
import Testing

@testable import Node

/// One code is used once, and guessing is slow.
struct SecondFactorStoreTests {
    private let directory: TemporaryHome
    private let store: CredentialStore
    private let user: UserName
    private let now: Int64 = 1_790_000_010_000

    init() throws {
        directory = try TemporaryHome()
        store = try CredentialStore(path: directory.home.nodeFile)
        user = UserName(member: try #require(MemberID("ministry")), name: "rustam")
        _ = try store.issue(user: user.name, member: user.member, isAdministrator: true)
    }

    private func code(_ password: OneTimePassword, steps: Int64 = 0) -> String {
        password.code(at: OneTimePassword.step(at: now) + steps)
    }

    /// A factor that was confirmed a minute ago, with its recovery codes.
    private func enrolled() throws -> (OneTimePassword, [RecoveryCode]) {
        let password = try store.offerSecondFactor(to: user, at: now - 60_000)
        let codes = try store.confirmSecondFactor(
            of: user, code: code(password, steps: -2), at: now - 60_000)
        return (password, try #require(codes))
    }

    private func use(_ code: String, after milliseconds: Int64 = 0) throws -> SecondFactorVerdict {
        try store.useSecondFactor(of: user, code: code, at: now + milliseconds)
    }

    @Test func `a code is good once, and so is that which confirmed`() throws {
        let (password, codes) = try enrolled()

        #expect(codes.count == 10)
        #expect(try use(code(password)) == .accepted)
        #expect(try use(code(password)) == .wrong)
        #expect(try use(code(password, steps: -1)) == .wrong)
        #expect(try use(code(password, steps: 1)) == .accepted)
        #expect(
            try store.secondFactor(of: user)
                == SecondFactorStanding(confirmedAt: now - 60_000, recoveryCodesLeft: 10))
    }

    @Test func `an offer counts once a code of it was shown`() throws {
        let password = try store.offerSecondFactor(to: user, at: now)

        #expect(try use(code(password)) == .notEnrolled)
        #expect(try !store.isSecondFactorInUse())
        #expect(try store.confirmSecondFactor(of: user, code: "000000", at: 0) == nil)
        #expect(
            try store.confirmSecondFactor(of: user, code: code(password), at: now) != nil)
        #expect(try store.isSecondFactorInUse())
        #expect(
            try store.confirmSecondFactor(of: user, code: code(password, steps: 1), at: now)
                == nil)
    }

    @Test func `another secret takes the place of the first, and its recovery codes of theirs`()
        throws
    {
        let (first, old) = try enrolled()
        let second = try store.offerSecondFactor(to: user, at: now)
        #expect(try use(code(first)) == .accepted)

        let codes = try #require(
            try store.confirmSecondFactor(of: user, code: code(second), at: now))

        #expect(try use(code(first, steps: 1)) == .wrong)
        #expect(try use(old[0].text) == .wrong)
        #expect(try use(codes[0].text) == .accepted)
    }

    @Test func `a recovery code is good once, and the file has its hash alone`() throws {
        let (_, codes) = try enrolled()

        #expect(try use(codes[3].text.lowercased()) == .accepted)
        #expect(try use(codes[3].text) == .wrong)
        #expect(try store.secondFactor(of: user).recoveryCodesLeft == 9)
        let stored = try store.pool.read {
            try Data.fetchAll($0, sql: "SELECT digest FROM recoveryCode")
        }
        #expect(Set(stored) == Set(codes.map { Data($0.digest.bytes) }))
    }

    @Test func `after five wrong codes none is looked at for a minute, then twice as long`() throws
    {
        let (password, codes) = try enrolled()
        for _ in 0..<5 { #expect(try use("000000") == .wrong) }

        #expect(try use(code(password)) == .locked(until: now + 60_000))
        #expect(try use(codes[0].text) == .locked(until: now + 60_000))
        #expect(try use("000000", after: 60_000) == .wrong)
        #expect(try use(code(password), after: 60_001) == .locked(until: now + 180_000))
        let later = password.code(at: OneTimePassword.step(at: now + 180_000))
        #expect(try use(later, after: 180_000) == .accepted)
        #expect(try use("000000", after: 180_000) == .wrong)
        #expect(try use(codes[0].text, after: 180_000) == .accepted)
    }

    @Test func `nobody waits for more than an hour`() throws {
        _ = try enrolled()
        var after: Int64 = 0
        for _ in 0..<40 {
            if case .locked(let until) = try use("000000", after: after) {
                #expect(until - now - after <= 3_600_000)
                after = until - now
            }
        }

        #expect(after > 10 * 3_600_000)
    }

    @Test func `a restart forgets no used code and no wrong one`() throws {
        let (password, _) = try enrolled()
        #expect(try use(code(password)) == .accepted)
        for _ in 0..<4 { _ = try use("000000") }
        try store.pool.close()

        let store = try CredentialStore(path: directory.home.nodeFile)

        #expect(
            try store.useSecondFactor(of: user, code: code(password), at: now) == .wrong)
        #expect(
            try store.useSecondFactor(of: user, code: code(password, steps: 1), at: now)
                == .locked(until: now + 60_000))
    }

    @Test func `one user's code is no other's`() throws {
        let (password, codes) = try enrolled()
        let other = UserName(member: user.member, name: "zarina")
        _ = try store.issue(user: other.name, member: other.member, isAdministrator: true)
        _ = try store.confirmSecondFactor(
            of: other, code: code(try store.offerSecondFactor(to: other, at: now)), at: now)

        #expect(try store.useSecondFactor(of: other, code: code(password), at: now) == .wrong)
        #expect(try store.useSecondFactor(of: other, code: codes[0].text, at: now) == .wrong)
        #expect(try use(code(password)) == .accepted)
    }

    @Test func `who lost everything enrols again`() throws {
        let (password, codes) = try enrolled()

        try store.removeSecondFactor(of: user)

        #expect(try use(code(password)) == .notEnrolled)
        #expect(try use(codes[0].text) == .notEnrolled)
        #expect(try !store.isSecondFactorInUse())
        #expect(throws: CredentialsError.noSuchUser("ministry/nobody")) {
            try store.removeSecondFactor(of: UserName(member: user.member, name: "nobody"))
        }
    }

    @Test func `what administrators did is kept, the newest first`() throws {
        try store.noteAdministration(by: "ministry/rustam", "token.issue", of: "farm/a", at: 5)
        try store.noteAdministration(
            by: "home:root", "token.revoke", of: "farm/b", outcome: "wrong code", at: 6)

        let entries = try store.administration()

        #expect(entries.map(\.deed) == ["token.revoke", "token.issue"])
        #expect(try store.administration(before: 2, limit: 5) == [entries[1]])
        #expect(entries[0].outcome == "wrong code" && entries[1].outcome == "done")
    }

    @Test func `nobody else on the machine reads the file`() throws {
        let path = directory.home.nodeFile
        try store.pool.close()
        try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: path)

        _ = try CredentialStore(path: path)

        let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions]
        #expect((mode as? NSNumber)?.intValue == 0o600)
    }
}
