import Foundation
import GRDB
package import LedgerCore

/// A user of a member at this node.
package struct UserName: Hashable, Sendable {
    package let member: MemberID
    package let name: String

    package init(member: MemberID, name: String) {
        self.member = member
        self.name = name
    }

    /// `member/name`.
    package init?(_ text: String) {
        let parts = text.split(separator: "/", maxSplits: 1)
        guard parts.count == 2, let member = MemberID(String(parts[0])) else { return nil }
        self.init(member: member, name: String(parts[1]))
    }

    package var text: String { member.text + "/" + name }
}

/// What became of a code.
package enum SecondFactorVerdict: Hashable, Sendable {
    case accepted
    /// One that was accepted is spent as well.
    case wrong
    /// Too many wrong ones; none is looked at before this moment.
    case locked(until: Int64)
    /// The user has no second factor.
    case notEnrolled
}

/// How a user stands with a second factor.
package struct SecondFactorStanding: Hashable, Sendable {
    /// Milliseconds since 1970; nil for none.
    package let confirmedAt: Int64?
    package let recoveryCodesLeft: Int
}

/// Second factors of the users that administer a node.
///
/// Spec: ADR 0030; RFC 6238 §5.2.
extension CredentialStore {
    /// Wrong codes in a row that cost nothing.
    static let failuresFree: Int64 = 5
    private static let lockMilliseconds: Int64 = 60_000
    private static let lockMillisecondsMax: Int64 = 3_600_000

    /// A new secret, which counts once its user has shown a code of it.
    ///
    /// A crash leaves the offer, and the factor that was there before in force.
    func offerSecondFactor(
        to user: UserName, at now: Int64 = UTCText.milliseconds()
    ) throws -> OneTimePassword {
        let password = OneTimePassword.random()
        try pool.write { database in
            try database.execute(
                sql: """
                    INSERT OR REPLACE INTO secondFactorOffer (user, secret, createdAt)
                    VALUES (?, ?, ?)
                    """,
                arguments: [
                    try Self.row(of: user, in: database), Data(password.secret), now,
                ])
        }
        return password
    }

    /// Puts what was offered in force; recovery codes of before end.
    ///
    /// - Returns: the recovery codes, shown once; nil where the code is not one of the offer.
    func confirmSecondFactor(
        of user: UserName, code: String, at now: Int64 = UTCText.milliseconds()
    ) throws -> [RecoveryCode]? {
        try pool.write { database in
            let row = try Self.row(of: user, in: database)
            let secret = try Data.fetchOne(
                database, sql: "SELECT secret FROM secondFactorOffer WHERE user = ?",
                arguments: [row])
            guard let secret,
                let step = OneTimePassword(secret: Array(secret))
                    .step(of: code, at: now, after: .min)
            else { return nil }
            try database.execute(
                sql: """
                    INSERT OR REPLACE INTO secondFactor
                        (user, secret, confirmedAt, lastStep, failures, lockedUntil)
                    VALUES (?, ?, ?, ?, 0, 0)
                    """, arguments: [row, secret, now, step])
            for table in ["secondFactorOffer", "recoveryCode"] {
                try database.execute(
                    sql: "DELETE FROM \(table) WHERE user = ?", arguments: [row])
            }
            let codes = (0..<RecoveryCode.count).map { _ in RecoveryCode.random() }
            for code in codes {
                try database.execute(
                    sql: "INSERT INTO recoveryCode (digest, user) VALUES (?, ?)",
                    arguments: [Data(code.digest.bytes), row])
            }
            return codes
        }
    }

    /// Looks at a code of the device, or a recovery code; whichever was good is spent, durably, before this
    /// returns.
    package func useSecondFactor(
        of user: UserName, code: String, at now: Int64 = UTCText.milliseconds()
    ) throws -> SecondFactorVerdict {
        try pool.write { database in
            let row = try Self.row(of: user, in: database)
            let found = try Row.fetchOne(
                database,
                sql: """
                    SELECT secret, lastStep, failures, lockedUntil FROM secondFactor WHERE user = ?
                    """, arguments: [row])
            guard let found else { return .notEnrolled }
            let lockedUntil: Int64 = found["lockedUntil"]
            guard now >= lockedUntil else { return .locked(until: lockedUntil) }
            let secret: Data = found["secret"]
            let step = OneTimePassword(secret: Array(secret))
                .step(of: code, at: now, after: found["lastStep"])
            let isGood = try step != nil || Self.spend(code, of: row, at: now, in: database)
            guard isGood else {
                try Self.countFailure(after: found["failures"], of: row, at: now, in: database)
                return .wrong
            }
            try database.execute(
                sql: """
                    UPDATE secondFactor
                    SET failures = 0, lockedUntil = 0, lastStep = max(lastStep, ?) WHERE user = ?
                    """, arguments: [step ?? .min, row])
            return .accepted
        }
    }

    /// Without one for a user that this node does not know.
    package func secondFactor(of user: UserName) throws -> SecondFactorStanding {
        try pool.read { database in
            guard let row = try? Self.row(of: user, in: database) else {
                return SecondFactorStanding(confirmedAt: nil, recoveryCodesLeft: 0)
            }
            let confirmedAt = try Int64.fetchOne(
                database, sql: "SELECT confirmedAt FROM secondFactor WHERE user = ?",
                arguments: [row])
            let left = try Int.fetchOne(
                database,
                sql: "SELECT count(*) FROM recoveryCode WHERE user = ? AND usedAt IS NULL",
                arguments: [row])
            return SecondFactorStanding(confirmedAt: confirmedAt, recoveryCodesLeft: left ?? 0)
        }
    }

    /// Whether some user that administers has one; from then on nobody administers without.
    package func isSecondFactorInUse() throws -> Bool {
        try pool.read { database in
            try Bool.fetchOne(
                database,
                sql: """
                    SELECT EXISTS (SELECT 1 FROM secondFactor JOIN user ON user.id = secondFactor.user
                    WHERE user.isAdministrator)
                    """) ?? false
        }
    }

    /// For one who has lost the device and the recovery codes.
    package func removeSecondFactor(of user: UserName) throws {
        try pool.write { database in
            let row = try Self.row(of: user, in: database)
            for table in ["secondFactor", "secondFactorOffer", "recoveryCode"] {
                try database.execute(
                    sql: "DELETE FROM \(table) WHERE user = ?", arguments: [row])
            }
        }
    }

    package func isAdministrator(_ user: UserName) throws -> Bool {
        try pool.read { database in
            try Bool.fetchOne(
                database, sql: "SELECT isAdministrator FROM user WHERE member = ? AND name = ?",
                arguments: [user.member.text, user.name]) ?? false
        }
    }

    private static func row(of user: UserName, in database: Database) throws -> Int64 {
        let row = try Int64.fetchOne(
            database, sql: "SELECT id FROM user WHERE member = ? AND name = ?",
            arguments: [user.member.text, user.name])
        guard let row else { throw CredentialsError.noSuchUser(user.text) }
        return row
    }

    private static func spend(
        _ text: String, of row: Int64, at now: Int64, in database: Database
    ) throws -> Bool {
        guard let code = RecoveryCode(text) else { return false }
        try database.execute(
            sql: """
                UPDATE recoveryCode SET usedAt = ? WHERE digest = ? AND user = ? AND usedAt IS NULL
                """, arguments: [now, Data(code.digest.bytes), row])
        return database.changesCount == 1
    }

    /// A minute after the fifth in a row, and twice as long after each further one, to an hour.
    private static func countFailure(
        after failures: Int64, of row: Int64, at now: Int64, in database: Database
    ) throws {
        let failures = failures + 1
        let doublings = min(max(failures - failuresFree, 0), 10)
        let wait = min(lockMilliseconds << doublings, lockMillisecondsMax)
        try database.execute(
            sql: "UPDATE secondFactor SET failures = ?, lockedUntil = ? WHERE user = ?",
            arguments: [failures, failures >= failuresFree ? now + wait : 0, row])
    }
}
