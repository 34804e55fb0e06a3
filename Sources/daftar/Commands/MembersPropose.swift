import ArgumentParser
import LedgerCore
import Node
import Traceability

/// Changes of the members, as files for the administrators.
struct MembersPropose: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "propose", abstract: "Draft a change for the administrators to sign.",
        subcommands: [Add.self, Suspend.self, Resume.self, AddKey.self, RevokeKey.self])

    struct Add: ReportingCommand {
        static let configuration = CommandConfiguration(
            commandName: "add", abstract: "A new member.",
            discussion: "Without --key a key is made, which this node's gateway holds.")

        @OptionGroup var options: ProposeOptions
        @OptionGroup var member: NewMemberOptions
        @OptionGroup var output: OutputOptions

        @Option(name: .long, help: "A public key that the member holds; may be repeated.")
        var key: [String] = []

        func perform(_ terminal: Terminal) async throws {
            let change = try member.change()
            let keys = try key.map { MemberKey(key: try publicKey($0), holder: .member) }
            let changes =
                keys.isEmpty
                ? try change.changes(keyedIn: options.home.node)
                : [.setMember(change.id, change.leaf)] + keys.map { .addKey(change.id, $0) }
            try options.draft(changes, terminal)
        }
    }

    struct Suspend: ReportingCommand {
        static let configuration = CommandConfiguration(
            commandName: "suspend", abstract: "Let a member record nothing for now.")

        @OptionGroup var options: ProposeOptions
        @OptionGroup var output: OutputOptions
        @Argument(help: "The member's name in the registry.") var member: String

        func perform(_ terminal: Terminal) async throws {
            try options.draft([try suspension(of: member, true, options)], terminal)
        }
    }

    struct Resume: ReportingCommand {
        static let configuration = CommandConfiguration(
            commandName: "resume", abstract: "Lift a member's suspension.")

        @OptionGroup var options: ProposeOptions
        @OptionGroup var output: OutputOptions
        @Argument(help: "The member's name in the registry.") var member: String

        func perform(_ terminal: Terminal) async throws {
            try options.draft([try suspension(of: member, false, options)], terminal)
        }
    }

    struct AddKey: ReportingCommand {
        static let configuration = CommandConfiguration(
            commandName: "add-key", abstract: "One more key that a member holds itself.")

        @OptionGroup var options: ProposeOptions
        @OptionGroup var output: OutputOptions
        @Argument(help: "The member's name in the registry.") var member: String
        @Argument(help: "Such as ed25519:<base64>.") var key: String

        func perform(_ terminal: Terminal) async throws {
            let key = MemberKey(key: try publicKey(key), holder: .member)
            try options.draft([.addKey(memberID(member), key)], terminal)
        }
    }

    struct RevokeKey: ReportingCommand {
        static let configuration = CommandConfiguration(
            commandName: "revoke-key", abstract: "A key that signs no more.")

        @OptionGroup var options: ProposeOptions
        @OptionGroup var output: OutputOptions
        @Argument(help: "The key's id.") var keyID: String

        func perform(_ terminal: Terminal) async throws {
            guard let digest = Digest(hex: keyID) else {
                throw CommandFailure.refused("“\(keyID)” is no key id: 64 hexadecimal digits.")
            }
            try options.draft([.revokeKey(KeyID(digest))], terminal)
        }
    }
}

private func suspension(
    of text: String, _ isSuspended: Bool, _ options: ProposeOptions
) throws -> GovernanceChange {
    let id = try memberID(text)
    guard var member = try HomeState.member(id, in: options.home.node) else {
        throw CommandFailure.refused("There is no member \(id).")
    }
    member.isSuspended = isSuspended
    return .setMember(id, member)
}

private func publicKey(_ text: String) throws -> PublicKey {
    guard let key = PublicKey(text: text) else {
        throw CommandFailure.refused("“\(text)” is no public key, such as ed25519:<base64>.")
    }
    return key
}
