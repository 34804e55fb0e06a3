import ArgumentParser
import Foundation
import Node

/// Who administers from the machine that has the home.
///
/// Once some administrator has a second factor, a shell on the machine is not enough; whoever can write
/// the file could take that away, and that is written down.
///
/// Spec: ADR 0030.
struct AdministratorOptions: ParsableArguments {
    @Option(name: .customLong("as"), help: "The administrator: MEMBER/USER.")
    var administrator: String?

    @Option(
        name: .long, help: "A code of the administrator's authenticator app, or a recovery code.")
    var code: String?

    @Option(
        name: .long,
        help: "Go on without a code, and have this reason written down: nobody has one any more.")
    var emergency: String?

    /// Who does it, as the record says.
    ///
    /// - Throws: where a code is needed and is not there or not good.
    func authorize(
        in store: CredentialStore, for deed: String, of subject: String
    ) throws -> String {
        let login = "home:" + NSUserName()
        if let emergency {
            try store.noteAdministration(
                by: login, "emergency", of: deed + " " + subject, outcome: emergency)
            return login
        }
        guard try store.isSecondFactorInUse() || administrator != nil else { return login }
        guard let administrator, let code, let user = UserName(administrator) else {
            throw CommandFailure.refused(
                "Administrators of this node have a second factor: name one with --as MEMBER/USER, and "
                    + "give a --code.",
                advice: "`daftar administer` does the same from afar, with a token.")
        }
        guard try store.isAdministrator(user) else {
            throw CommandFailure.refused("\(administrator) does not administer this node.")
        }
        switch try store.useSecondFactor(of: user, code: code) {
        case .accepted: return user.text
        case .wrong:
            try store.noteAdministration(
                by: login, deed, of: subject, outcome: "wrong code of " + user.text)
            throw CommandFailure.refused(
                "The code is wrong, of another minute, or was used before.")
        case .locked(let until):
            let seconds = max(1, (until - Clock.milliseconds() + 999) / 1000)
            throw CommandFailure.refused(
                "There were too many wrong codes; the next one is looked at in \(seconds) s.")
        case .notEnrolled:
            throw CommandFailure.refused("\(administrator) has no second factor.")
        }
    }
}
