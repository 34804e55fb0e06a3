import ArgumentParser
import LedgerCore

/// A member that is to be added.
struct NewMemberOptions: ParsableArguments {
    @Argument(help: "Its name in the registry: 1 to 64 of a-z 0-9 . -") var member: String

    @Option(name: .long, help: "The name people know it by.")
    var name: String

    @Option(name: .long, help: "farm, processor, …; may be repeated.")
    var role: [String]

    @Option(name: .customLong("prefix"), help: "A GS1 company prefix; may be repeated.")
    var prefixes: [String] = []

    @Option(name: .customLong("gln"), help: "A GLN of the member; may be repeated.")
    var locations: [String] = []

    @Option(
        name: .customLong("uri"),
        help: "The beginning of URIs for lots without GS1 prefix; may be repeated.")
    var uris: [String] = []

    func change() throws -> NewMember {
        try NewMember(
            id: member, name: name, roles: role,
            scope: MemberScope(
                companyPrefixes: prefixes, locationNumbers: locations, uriPrefixes: uris))
    }
}
