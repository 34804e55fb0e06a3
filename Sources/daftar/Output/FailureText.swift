import ArgumentParser
import LedgerCore
import Node
import Storage

/// What an error of the layers below means to the person at the terminal.
enum FailureText {
    static func describe(_ error: any Error) -> CommandFailure {
        switch error {
        case let error as StorageError: .impossible("\(error)")
        case let error as NodeStartError: start(error)
        case let error as KeyFile.Fault: key(error)
        case let error as CredentialsError: credentials(error)
        case let error as OpeningsError: openings(error)
        case let error as GenesisJSONError: genesis(error)
        case let error as GenesisFault: .refused("Nothing can be founded on this: \(error).")
        default: .impossible("\(error)")
        }
    }

    private static func genesis(_ error: GenesisJSONError) -> CommandFailure {
        switch error {
        case .syntax(let expected, let offset):
            .refused("The genesis is no strict JSON: at byte \(offset), \(expected).")
        case .unknown(let place): .refused("The genesis has \(place), which nobody knows.")
        case .expected(let what, let place):
            .refused("The genesis has not \(what) at \(place).")
        case .unsound(let fault): .refused("Nothing can be founded on this genesis: \(fault).")
        }
    }

    private static func start(_ error: NodeStartError) -> CommandFailure {
        switch error {
        case .unwritable(let path, let reason): .impossible("\(path): \(reason)")
        case .genesisUnreadable(let reason):
            .impossible("The genesis in the ledger is none of this program's: \(reason)")
        }
    }

    private static func key(_ fault: KeyFile.Fault) -> CommandFailure {
        switch fault {
        case .unreadable(let path, let reason): .impossible("\(path): \(reason)")
        case .tooOpen(let path, let mode):
            .refused(
                "Others may read the key \(path) (mode \(String(mode, radix: 8))).",
                advice: "chmod 600 \(path)")
        case .malformed(let path): .refused("\(path) is no key file.")
        case .exists(let path): .refused("\(path) exists; a key is never overwritten.")
        }
    }

    private static func credentials(_ error: CredentialsError) -> CommandFailure {
        switch error {
        case .noSuchToken(let id): .refused("There is no token \(id).")
        case .noSuchUser(let user): .refused("This node has no user \(user).")
        case .alreadyRevoked(let id): .refused("Token \(id) was revoked before.")
        case .badUserName(let name):
            .refused("“\(name)” is no user name: 1 to 64 visible ASCII characters.")
        case .expiryInThePast: .refused("That moment is past.")
        case .damaged(let table, let reason):
            .impossible("node.sqlite is damaged: \(table), \(reason)")
        }
    }

    private static func openings(_ error: OpeningsError) -> CommandFailure {
        switch error {
        case .noSuchOpening(let eventID, let pointer):
            .refused(
                "This node keeps nothing of \(pointer.map { $0 + " of " } ?? "")\(eventID).",
                advice: "`daftar openings list` shows what it keeps.")
        case .badReason: .refused("A reason has 1 to \(OpeningStore.reasonBytesMax) bytes.")
        case .damaged(let reason): .impossible("openings.sqlite is damaged: \(reason)")
        case .logInUse:
            .impossible(
                "The value is forgotten, but openings.sqlite-wal is in use and may still hold it.",
                advice: "Say it again: what is forgotten stays so, and the log is emptied.")
        }
    }
}
