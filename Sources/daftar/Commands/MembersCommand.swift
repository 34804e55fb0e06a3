import ArgumentParser
import EPCIS
import LedgerCore

struct MembersCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "members", abstract: "Who takes part in the ledger.",
        subcommands: [List.self, Show.self, Add.self, MembersPropose.self])

    struct List: ReportingCommand {
        static let configuration = CommandConfiguration(
            commandName: "list", abstract: "Every member, as a node knows them.")

        @OptionGroup var remote: RemoteOptions
        @OptionGroup var output: OutputOptions

        func perform(_ terminal: Terminal) async throws {
            let answer = try await remote.client().get("/v1/members")
            let members = answer["members"]?.array ?? answer.array ?? []
            terminal.table(
                ["MEMBER", "NAME", "ROLES"],
                members.map {
                    [
                        $0["id"]?.string ?? "", $0["name"]?.string ?? "",
                        ($0["roles"]?.array ?? []).compactMap(\.string).joined(separator: " "),
                    ]
                })
            terminal.result(answer)
        }
    }

    struct Show: ReportingCommand {
        static let configuration = CommandConfiguration(
            commandName: "show", abstract: "One member: roles, scope, keys.")

        @OptionGroup var remote: RemoteOptions
        @OptionGroup var output: OutputOptions
        @Argument(help: "The member's name in the registry.") var member: String

        func perform(_ terminal: Terminal) async throws {
            let answer = try await remote.client().get("/v1/members/" + percentEncoded(member))
            JSONOutline.lines(answer).forEach { terminal.line($0) }
            terminal.result(answer)
        }
    }

    struct Add: ReportingCommand {
        static let configuration = CommandConfiguration(
            commandName: "add",
            abstract: "Have the administrators whose keys lie in this home add a member.",
            discussion: """
                A key for the member is made, which this node's gateway holds. On a running node \
                restart it afterwards, so that it reads the key.
                """)

        @OptionGroup var home: HomeOption
        @OptionGroup var remote: RemoteOptions
        @OptionGroup var output: OutputOptions

        @OptionGroup var member: NewMemberOptions

        func perform(_ terminal: Terminal) async throws {
            let change = try member.change()
            let governance = try HomeGovernance(home: home.node)
            let outcome = try await governance.propose(
                change.changes(keyedIn: home.node), through: remote.client())
            terminal.line(
                "\(change.id) is a member from height \(outcome.integer("height") ?? 0) on.")
            terminal.result(outcome)
        }
    }
}
