import ArgumentParser
import EPCIS
import NIOHTTP1

struct DelegationsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "delegations", abstract: "Who records for whom.",
        discussion: """
            A member confirms by its own entry on the ledger that another may record for it, and \
            withdraws that by another. An event says for whom with \
            "https://daftar.tj/voc/onBehalfOf". Docs/Spec/Rules.md §14.
            """,
        subcommands: [List.self, Confirm.self, Withdraw.self])

    struct List: ReportingCommand {
        static let configuration = CommandConfiguration(
            commandName: "list", abstract: "Delegations, as a node knows them.")

        @OptionGroup var remote: RemoteOptions
        @OptionGroup var output: OutputOptions

        @Option(name: .long, help: "Those that this member confirmed.")
        var member: String?

        @Option(name: .long, help: "Those to this member.")
        var delegate: String?

        func perform(_ terminal: Terminal) async throws {
            let node = try remote.client()
            var found: [JSONValue] = []
            var path: String? = "/v1/delegations?perPage=1000" + query
            while let next = path {
                let answer = try await node.send(.init(path: next))
                guard answer.status == 200 else { throw NodeClient.failure(answer) }
                found += try answer.json()["delegations"]?.array ?? []
                path = answer.nextPath
            }
            terminal.table(
                ["MEMBER", "DELEGATE", "STANDING", "UNTIL", "FOR"],
                found.map { delegation in
                    [
                        delegation["member"]?.string ?? "", delegation["delegate"]?.string ?? "",
                        delegation["standing"]?.string ?? "",
                        delegation["validUntil"]?.string ?? "", Self.limits(of: delegation),
                    ]
                })
            terminal.result(.array(found))
        }

        private var query: String {
            [("member", member), ("delegate", delegate)].map { name, value in
                value.map { "&\(name)=" + percentEncoded($0) } ?? ""
            }.joined()
        }

        private static func limits(of delegation: JSONValue) -> String {
            guard delegation["isLimited"]?.bool == true else { return "everything" }
            let lists = ["kinds", "places", "goods"].compactMap { name in
                delegation[name]?.array?.compactMap(\.string).joined(separator: " ")
            }
            return lists.isEmpty ? "some" : lists.joined(separator: "; ")
        }
    }

    struct Confirm: ReportingCommand {
        static let configuration = CommandConfiguration(
            commandName: "confirm",
            abstract: "Say on the ledger that another member may record for yours.",
            discussion: "It takes the place of what was confirmed to the same member before.")

        @OptionGroup var remote: RemoteOptions
        @OptionGroup var output: OutputOptions

        @Argument(help: "The member who may record.") var delegate: String

        @Option(name: .long, help: "The last moment, such as 2027-12-31T23:59:59+05:00.")
        var until: String?

        @Option(
            name: .long,
            help: """
                What it may record: harvest, create, transform, ship, receive, take_back, consume, pack, \
                observe. Repeatable; without, everything.
                """)
        var kind: [String] = []

        @Option(name: .long, help: "A place or plot where it may. Repeatable; without, everywhere.")
        var place: [String] = []

        @Option(name: .long, help: "A lot, item or class of which. Repeatable; without, of all.")
        var goods: [String] = []

        func perform(_ terminal: Terminal) async throws {
            func list(_ values: [String]) -> JSONValue? { values.isEmpty ? nil : .texts(values) }
            let body = JSONValue.members([
                "delegate": .string(delegate), "validUntil": until.map { .string($0) },
                "kinds": list(kind), "places": list(place), "goods": list(goods),
            ])
            let answer = try await said(body, "/v1/delegations", through: remote)
            terminal.line("\(delegate) may record for your member.")
            terminal.result(answer)
        }
    }

    struct Withdraw: ReportingCommand {
        static let configuration = CommandConfiguration(
            commandName: "withdraw", abstract: "Say on the ledger that it may no more.")

        @OptionGroup var remote: RemoteOptions
        @OptionGroup var output: OutputOptions

        @Argument(help: "The member who may record no more.") var delegate: String

        func perform(_ terminal: Terminal) async throws {
            let body = JSONValue.members(["delegate": .string(delegate)])
            let answer = try await said(body, "/v1/delegations/withdraw", through: remote)
            terminal.line("\(delegate) may not record for your member any more.")
            terminal.result(answer)
        }
    }
}

/// Has the node write an entry, and waits until it is decided.
private func said(
    _ body: JSONValue, _ path: String, through remote: RemoteOptions
) async throws -> JSONValue {
    let node = try remote.client()
    let answer = try await node.send(
        .init(
            method: .POST, path: path, body: JSONWriter.write(body),
            contentType: "application/json"))
    switch answer.status {
    case 201: return try answer.json()
    case 202:
        guard let id = answer.headers.first(name: "Location")?.split(separator: "/").last else {
            throw CommandFailure.impossible("The node took the entry and named no job.")
        }
        let outcome = try await CaptureClient(node: node).outcome(of: String(id))
        guard outcome.success else {
            throw CommandFailure.refused(
                outcome.refusals.joined(separator: "\n"), details: outcome.job)
        }
        return outcome.job
    default: throw NodeClient.failure(answer)
    }
}
