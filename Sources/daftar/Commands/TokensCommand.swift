import ArgumentParser
import EPCIS
import LedgerCore
import Node

struct TokensCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tokens", abstract: "Who may speak for a member at this node.",
        discussion:
            "A token is shown once; the node keeps its hash. All of this works while it runs.",
        subcommands: [Issue.self, List.self, Rotate.self, Revoke.self, RemoveSecondFactor.self])

    struct Issue: ReportingCommand {
        static let configuration = CommandConfiguration(
            commandName: "issue", abstract: "Make a token for a user of a member.")

        @OptionGroup var home: HomeOption
        @OptionGroup var output: OutputOptions

        @Option(name: .long, help: "The member for which the user speaks.")
        var member: String

        @Option(name: .long, help: "The user's name at this node.")
        var user: String

        @Flag(name: .long, help: "The user may issue and revoke tokens at this node.")
        var administrator = false

        @OptionGroup var authority: AdministratorOptions

        @Option(name: .long, help: "Days until it ends; without, it ends when it is revoked.")
        var days: Int?

        func validate() throws {
            if let days, !(1...36_500).contains(days) {
                throw ValidationError("--days is 1 to 36500.")
            }
        }

        func perform(_ terminal: Terminal) async throws {
            guard let id = MemberID(member) else {
                throw CommandFailure.refused("“\(member)” names no member.")
            }
            try requireMember(id)
            let subject = UserName(member: id, name: user).text
            let deed = administrator ? "administrator.issue" : "token.issue"
            let token = try administered(home, authority, deed, of: subject) { store in
                try store.issue(
                    user: user, member: id, isAdministrator: administrator,
                    expiresAt: days.map { Clock.milliseconds() + Int64($0) * 86_400_000 })
            }
            show(token, terminal)
        }

        private func requireMember(_ id: MemberID) throws {
            let genesis = try HomeGenesis.read(home.node)
            if genesis.members.contains(where: { $0.id == id }) { return }
            guard try HomeState.member(id, in: home.node) != nil else {
                throw CommandFailure.refused(
                    "The ledger has no member “\(id)”.",
                    advice: "`daftar members list` names them.")
            }
        }
    }

    struct List: ReportingCommand {
        static let configuration = CommandConfiguration(
            commandName: "list", abstract: "The tokens of this node, without their secrets.")

        @OptionGroup var home: HomeOption
        @OptionGroup var output: OutputOptions

        func perform(_ terminal: Terminal) async throws {
            let records = try store(home).list()
            let now = Clock.milliseconds()
            terminal.table(
                ["TOKEN", "MEMBER", "USER", "STATUS", "MADE"],
                records.map {
                    [
                        $0.id, $0.member.text,
                        $0.user + ($0.isAdministrator ? " (administrator)" : ""),
                        $0.status(at: now).rawValue,
                        Timestamp(milliseconds: $0.createdAt).text,
                    ]
                })
            terminal.result(.array(records.map { Self.json($0, at: now) }))
        }

        private static func json(_ record: TokenRecord, at now: Int64) -> JSONValue {
            .members([
                "id": .string(record.id), "member": .string(record.member.text),
                "user": .string(record.user), "isAdministrator": .bool(record.isAdministrator),
                "status": .string(record.status(at: now).rawValue),
                "createdAt": .string(Timestamp(milliseconds: record.createdAt).text),
                "expiresAt": record.expiresAt.map { .string(Timestamp(milliseconds: $0).text) },
            ])
        }
    }

    struct Rotate: ReportingCommand {
        static let configuration = CommandConfiguration(
            commandName: "rotate",
            abstract: "Give a user a new token; the old one stops at once.")

        @OptionGroup var home: HomeOption
        @OptionGroup var authority: AdministratorOptions
        @OptionGroup var output: OutputOptions
        @Argument(help: "The token's id: its second part.") var id: String

        func perform(_ terminal: Terminal) async throws {
            show(
                try administered(home, authority, "token.rotate", of: id) {
                    try $0.rotate(id: id)
                }, terminal)
        }
    }

    struct Revoke: ReportingCommand {
        static let configuration = CommandConfiguration(
            commandName: "revoke", abstract: "End a token.")

        @OptionGroup var home: HomeOption
        @OptionGroup var authority: AdministratorOptions
        @OptionGroup var output: OutputOptions
        @Argument(help: "The token's id: its second part.") var id: String

        func perform(_ terminal: Terminal) async throws {
            try administered(home, authority, "token.revoke", of: id) { try $0.revoke(id: id) }
            terminal.line("Token \(id) is revoked; the node notices within half a second.")
            terminal.result(.members(["id": .string(id), "status": "revoked"]))
        }
    }

    struct RemoveSecondFactor: ReportingCommand {
        static let configuration = CommandConfiguration(
            commandName: "remove-second-factor",
            abstract: "For an administrator who lost device and recovery codes, to enrol again.")

        @OptionGroup var home: HomeOption
        @OptionGroup var authority: AdministratorOptions
        @OptionGroup var output: OutputOptions
        @Argument(help: "The administrator: MEMBER/USER.") var user: String

        func perform(_ terminal: Terminal) async throws {
            guard let name = UserName(user) else {
                throw CommandFailure.refused("“\(user)” is no MEMBER/USER.")
            }
            try administered(home, authority, "second-factor.remove", of: name.text) {
                try $0.removeSecondFactor(of: name)
            }
            terminal.line("\(name.text) has no second factor any more.")
            terminal.result(.members(["user": .string(name.text)]))
        }
    }
}

/// Does something to users or tokens, and writes down who did.
private func administered<Value>(
    _ home: HomeOption, _ authority: AdministratorOptions, _ deed: String, of subject: String,
    _ act: (CredentialStore) throws -> Value
) throws -> Value {
    let store = try store(home)
    let actor = try authority.authorize(in: store, for: deed, of: subject)
    let value = try act(store)
    try store.noteAdministration(by: actor, deed, of: subject)
    return value
}

private func store(_ home: HomeOption) throws -> CredentialStore {
    _ = try HomeGenesis.read(home.node)
    return try CredentialStore(path: home.node.nodeFile)
}

private func show(_ token: BearerToken, _ terminal: Terminal) {
    terminal.line(token.text)
    terminal.note("It is shown this once.")
    terminal.result(.members(["id": .string(token.id), "token": .string(token.text)]))
}
