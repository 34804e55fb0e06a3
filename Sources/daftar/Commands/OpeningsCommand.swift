import ArgumentParser
import EPCIS
import LedgerCore
import Node

struct OpeningsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "openings",
        abstract: "Private fields of events: what they hold, and how they are forgotten.",
        discussion: """
            The ledger holds commitments to private fields; a node keeps the values of its members in \
            openings.sqlite. Whoever signs at home seals at home, with `seal`.
            """,
        subcommands: [
            OpeningsSeal.self, OpeningsCheck.self, List.self, Erase.self, Erasures.self,
        ])

    struct List: ReportingCommand {
        static let configuration = CommandConfiguration(
            commandName: "list", abstract: "Which values this node keeps; not the values.")

        @OptionGroup var home: HomeOption
        @OptionGroup var output: OutputOptions

        @Option(name: .long, help: "Of one event.")
        var event: String?

        @Option(name: .long, help: "At most so many, the newest first.")
        var limit = 100

        func validate() throws {
            guard (1...100_000).contains(limit) else {
                throw ValidationError("--limit is 1 to 100000.")
            }
        }

        func perform(_ terminal: Terminal) async throws {
            let store = try openingStore(home)
            let records = try event.map { try store.openings(of: $0) } ?? store.list(limit: limit)
            terminal.table(
                ["KEPT", "MEMBER", "EVENT", "FIELD"],
                records.prefix(limit).map {
                    [
                        Timestamp(milliseconds: $0.createdAt).text, $0.member.text, $0.eventID,
                        $0.opening.pointer,
                    ]
                })
            terminal.result(.array(records.prefix(limit).map(Self.json)))
        }

        private static func json(_ record: OpeningRecord) -> JSONValue {
            .members([
                "member": .string(record.member.text), "eventID": .string(record.eventID),
                "pointer": .string(record.opening.pointer),
                "commitment": .string(record.opening.commitment.hex),
                "readers": .array(record.readers.map { .string($0) }),
                "keptAt": .string(Timestamp(milliseconds: record.createdAt).text),
            ])
        }
    }

    struct Erase: ReportingCommand {
        static let configuration = CommandConfiguration(
            commandName: "erase",
            abstract: "Forget the value and salt of a private field, for good.",
            discussion: """
                The ledger stays as it is: its commitment says nothing any more. Copies that were \
                given to others, and backups that were taken before, are not reached.
                """)

        @OptionGroup var home: HomeOption
        @OptionGroup var output: OutputOptions

        @Option(name: .long, help: "The event.")
        var event: String

        @Option(name: .long, help: "The field: its JSON Pointer, as `list` shows it.")
        var field: String?

        @Flag(name: .long, help: "Every private field of the event.")
        var all = false

        @Option(name: .long, help: "Why, for the log of erasures; name nobody in it.")
        var reason: String

        func validate() throws {
            guard (field == nil) == all else {
                throw ValidationError("Name one --field, or say --all.")
            }
        }

        func perform(_ terminal: Terminal) async throws {
            let erased = try openingStore(home).erase(
                eventID: event, pointer: field, reason: reason, at: Clock.milliseconds())
            for erasure in erased {
                terminal.line("\(erasure.pointer) of \(erasure.eventID) is forgotten.")
            }
            terminal.result(.array(erased.map(erasureJSON)))
        }
    }

    struct Erasures: ReportingCommand {
        static let configuration = CommandConfiguration(
            commandName: "erasures", abstract: "What this node has forgotten, when and why.")

        @OptionGroup var home: HomeOption
        @OptionGroup var output: OutputOptions

        @Option(name: .long, help: "At most so many, the newest first.")
        var limit = 100

        func validate() throws {
            guard (1...100_000).contains(limit) else {
                throw ValidationError("--limit is 1 to 100000.")
            }
        }

        func perform(_ terminal: Terminal) async throws {
            let erasures = try openingStore(home).erasures(limit: limit)
            terminal.table(
                ["ERASED", "MEMBER", "EVENT", "FIELD", "WHY"],
                erasures.map {
                    [
                        Timestamp(milliseconds: $0.erasedAt).text, $0.member.text, $0.eventID,
                        $0.pointer, $0.reason,
                    ]
                })
            terminal.result(.array(erasures.map(erasureJSON)))
        }
    }
}

private func openingStore(_ home: HomeOption) throws -> OpeningStore {
    _ = try HomeGenesis.read(home.node)
    return try OpeningStore(path: home.node.openingsFile)
}

private func erasureJSON(_ erasure: ErasureRecord) -> JSONValue {
    .members([
        "member": .string(erasure.member.text), "eventID": .string(erasure.eventID),
        "pointer": .string(erasure.pointer), "commitment": .string(erasure.commitment.hex),
        "reason": .string(erasure.reason),
        "erasedAt": .string(Timestamp(milliseconds: erasure.erasedAt).text),
    ])
}
