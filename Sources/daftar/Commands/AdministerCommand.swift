import ArgumentParser
import EPCIS
import Foundation
import NIOHTTP1
import Node

struct AdministerCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "administer", abstract: "Users and tokens of a node, from afar.",
        discussion: """
            Takes a token of a user that administers the node and, for whatever changes something, a code \
            of the second factor: --code, or DAFTAR_CODE. `daftar tokens` does the same on the machine \
            that has the node's home.
            """,
        subcommands: [
            Enrol.self, Confirm.self, Tokens.self, Issue.self, Rotate.self, Revoke.self, Log.self,
        ])

    struct Enrol: ReportingCommand {
        static let configuration = CommandConfiguration(
            commandName: "enrol",
            abstract: "Get the secret for an authenticator app; shown this once.",
            discussion: "Another one, where there is one already, needs a code of that.")

        @OptionGroup var remote: RemoteOptions
        @OptionGroup var code: CodeOption
        @OptionGroup var output: OutputOptions

        func perform(_ terminal: Terminal) async throws {
            let answer = try await administer(
                "/second-factor", with: code.value, through: remote)
            let uri = answer["uri"]?.string ?? ""
            if let picture = SecondFactorPicture.text(of: uri) { terminal.line(picture) }
            terminal.line(uri)
            terminal.line("Secret: " + (answer["secret"]?.string ?? ""))
            terminal.note(
                "It is shown this once. `daftar administer confirm CODE` puts it in force.")
            terminal.result(answer)
        }
    }

    struct Confirm: ReportingCommand {
        static let configuration = CommandConfiguration(
            commandName: "confirm",
            abstract: "Put the secret in force by a code of the app; get the recovery codes.")

        @OptionGroup var remote: RemoteOptions
        @OptionGroup var output: OutputOptions
        @Argument(help: "What the app shows.") var code: String

        func perform(_ terminal: Terminal) async throws {
            let answer = try await administer(
                "/second-factor/confirm", .members(["code": .string(code)]), through: remote)
            for code in answer["recoveryCodes"]?.array ?? [] { terminal.line(code.string ?? "") }
            terminal.note("They are shown this once; each lets you in once without the app.")
            terminal.result(answer)
        }
    }

    struct Tokens: ReportingCommand {
        static let configuration = CommandConfiguration(
            commandName: "tokens", abstract: "The tokens of the node, without their secrets.")

        @OptionGroup var remote: RemoteOptions
        @OptionGroup var output: OutputOptions

        func perform(_ terminal: Terminal) async throws {
            let answer = try await remote.client().get("/v1/administration/tokens")
            terminal.table(
                ["TOKEN", "MEMBER", "USER", "STATUS", "MADE"],
                (answer["tokens"]?.array ?? []).map { token in
                    let name = token["user"]?.string ?? ""
                    let isAdministrator = token["administrator"]?.bool == true
                    return [
                        token["id"]?.string ?? "", token["member"]?.string ?? "",
                        name + (isAdministrator ? " (administrator)" : ""),
                        token["status"]?.string ?? "", token["createdAt"]?.string ?? "",
                    ]
                })
            terminal.result(answer)
        }
    }

    struct Issue: ReportingCommand {
        static let configuration = CommandConfiguration(
            commandName: "issue", abstract: "Make a token for a user of a member.")

        @OptionGroup var remote: RemoteOptions
        @OptionGroup var code: CodeOption
        @OptionGroup var output: OutputOptions

        @Option(name: .long, help: "The member for which the user speaks.") var member: String
        @Option(name: .long, help: "The user's name at the node.") var user: String
        @Flag(name: .long, help: "The user may administer the node.") var administrator = false
        @Option(name: .long, help: "Days until it ends; without, it ends when it is revoked.")
        var days: Int?

        func perform(_ terminal: Terminal) async throws {
            let body = JSONValue.members([
                "member": .string(member), "user": .string(user),
                "administrator": .bool(administrator), "days": days.map { .integer($0) },
            ])
            try await showToken(
                administer("/tokens", body, with: code.value, through: remote), terminal)
        }
    }

    struct Rotate: ReportingCommand {
        static let configuration = CommandConfiguration(
            commandName: "rotate", abstract: "Give a user a new token; the old one stops at once.")

        @OptionGroup var remote: RemoteOptions
        @OptionGroup var code: CodeOption
        @OptionGroup var output: OutputOptions
        @Argument(help: "The token's id: its second part.") var id: String

        func perform(_ terminal: Terminal) async throws {
            let path = "/tokens/" + percentEncoded(id) + "/rotate"
            try await showToken(administer(path, with: code.value, through: remote), terminal)
        }
    }

    struct Revoke: ReportingCommand {
        static let configuration = CommandConfiguration(
            commandName: "revoke", abstract: "End a token.")

        @OptionGroup var remote: RemoteOptions
        @OptionGroup var code: CodeOption
        @OptionGroup var output: OutputOptions
        @Argument(help: "The token's id: its second part.") var id: String

        func perform(_ terminal: Terminal) async throws {
            let answer = try await administer(
                "/tokens/" + percentEncoded(id) + "/revoke", with: code.value, through: remote)
            terminal.line("Token \(id) is revoked; the node notices within half a second.")
            terminal.result(answer)
        }
    }

    struct Log: ReportingCommand {
        static let configuration = CommandConfiguration(
            commandName: "log", abstract: "What administrators did, or tried; the newest first.")

        @OptionGroup var remote: RemoteOptions
        @OptionGroup var output: OutputOptions
        @Option(name: .long, help: "At most so many entries.") var limit = 100

        func validate() throws {
            guard (1...1_000).contains(limit) else {
                throw ValidationError("--limit is 1 to 1000.")
            }
        }

        func perform(_ terminal: Terminal) async throws {
            let answer = try await remote.client()
                .get("/v1/administration/log?perPage=\(limit)")
            for entry in answer["entries"]?.array ?? [] {
                let parts = ["time", "actor", "deed", "subject", "outcome"]
                terminal.line(parts.compactMap { entry[$0]?.string }.joined(separator: "  "))
            }
            terminal.result(answer)
        }
    }
}

/// `--code`, or the environment.
struct CodeOption: ParsableArguments {
    @Option(
        name: .long,
        help: """
            A code of the authenticator app, or a recovery code; DAFTAR_CODE where it is not given.
            """)
    var code: String?

    var value: String? { code ?? ProcessInfo.processInfo.environment["DAFTAR_CODE"] }
}

private func administer(
    _ path: String, _ body: JSONValue? = nil, with code: String? = nil,
    through remote: RemoteOptions
) async throws -> JSONValue {
    var request = NodeClient.Request(
        method: .POST, path: "/v1/administration" + path,
        body: body.map(JSONWriter.write) ?? [],
        contentType: body == nil ? nil : "application/json")
    if let code { request.headers.append(("Daftar-Second-Factor", code)) }
    return try await remote.client().json(request)
}

private func showToken(_ answer: JSONValue, _ terminal: Terminal) {
    terminal.line(answer["token"]?.string ?? "")
    terminal.note("It is shown this once.")
    terminal.result(answer)
}
