import ArgumentParser
import EPCIS
import Node
import Traceability

/// Seals a document before its member signs it.
struct OpeningsSeal: ReportingCommand {
    static let configuration = CommandConfiguration(
        commandName: "seal",
        abstract: "Replace the private fields of a document by commitments, before it is signed.",
        discussion: """
            Two files are written: the document to sign, and what opens its fields. Keep the second: \
            without it nobody can show any more what was sealed.
            """)

    @OptionGroup var output: OutputOptions

    @Argument(help: "An EPCIS document or event in JSON; - is standard input.", completion: .file())
    var file: String

    @Option(name: .long, help: "The file for the sealed document.")
    var sealed: String

    @Option(name: .long, help: "The file for the openings, readable by its owner alone.")
    var openings: String

    func perform(_ terminal: Terminal) async throws {
        let bytes = file == "-" ? try Files.readStandardInput() : try Files.read(file)
        for path in [sealed, openings] where Files.exists(path) {
            throw CommandFailure.refused("\(path) exists.", advice: "Nothing was written.")
        }
        let plan = try Self.plan(bytes)
        let salts = plan.fields.map { _ in FieldSalt.random() }
        let opened = zip(plan.fields, salts).map { ($0.event, $0.opening(salt: $1)) }
        // First, so that no sealed document is left whose openings are lost.
        try Files.write(JSONWriter.write(Self.json(opened)), to: openings, mode: 0o600)
        try Files.write(plan.sealed(with: salts), to: sealed)
        terminal.line("\(sealed) has \(opened.count) sealed fields; \(openings) opens them.")
        terminal.result(
            .members([
                "sealed": .string(sealed), "openings": .string(openings),
                "fields": .array(opened.map { .string($0.1.pointer) }),
            ]))
    }

    private static func plan(_ bytes: [UInt8]) throws -> SealingPlan {
        do throws(EPCISError) {
            return try SealingPlan(bytes, ruleNames: EventMeaning.extensionNames)
        } catch {
            let first = error.violations.first
            throw CommandFailure.refused(
                "The document cannot be sealed: \(first?.message ?? "").",
                advice: first.map { "It is \($0.code.rawValue) at \($0.pointer)." })
        }
    }

    /// An element an event that has private fields, each as `POST /v1/events/{eventID}/openings` takes it.
    private static func json(_ openings: [(event: Int, opening: FieldOpening)]) -> JSONValue {
        var events: [(index: Int, openings: [JSONValue])] = []
        for (event, opening) in openings {
            if events.last?.index == event {
                events[events.count - 1].openings.append(opening.json)
            } else {
                events.append((event, [opening.json]))
            }
        }
        return .array(
            events.map { event in
                .members([
                    "event": .number(ExactDecimal(Int64(event.index))),
                    "openings": .array(event.openings),
                ])
            })
    }
}

/// Checks openings against an event without a node.
struct OpeningsCheck: ReportingCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Check offline what is said to open the sealed fields of an event.",
        discussion: """
            That the event itself stands in the ledger is another question: `daftar proof` and \
            daftar-verify answer it. The exit status is 0 only when every opening matches.
            """)

    @OptionGroup var output: OutputOptions

    @Argument(help: "One event in JSON, as a node serves it.", completion: .file())
    var event: String

    @Argument(
        help: "The openings: an object with a list `openings`, or one opening.", completion: .file()
    )
    var openings: String

    func perform(_ terminal: Terminal) async throws {
        let places = try Self.places(Files.read(event), event)
        let results = try Self.openings(Files.read(openings), openings).map { opening in
            (
                opening,
                places.contains {
                    $0.pointer == opening.pointer && $0.commitment == opening.commitment
                }
            )
        }
        for (opening, matches) in results {
            terminal.line("\(opening.pointer): \(matches ? "matches" : "does not match")")
        }
        terminal.result(
            .array(
                results.map { opening, matches in
                    .members(["pointer": .string(opening.pointer), "matches": .bool(matches)])
                }))
        guard results.allSatisfy({ $0.1 }) else { throw ExitCode(1) }
    }

    private static func places(_ bytes: [UInt8], _ path: String) throws -> [SealedPlace] {
        do { return try StoredEvent(bytes: bytes).sealedFields() } catch {
            throw CommandFailure.refused("\(path) is no JSON: \(error.reason.sentence).")
        }
    }

    private static func openings(_ bytes: [UInt8], _ path: String) throws -> [FieldOpening] {
        let value = try? JSONValue(parsing: bytes)
        let list = value?["openings"]?.array ?? value.map { [$0] } ?? []
        let openings = list.compactMap(FieldOpening.init)
        guard !openings.isEmpty, openings.count == list.count else {
            throw CommandFailure.refused("\(path) has no openings.")
        }
        return openings
    }
}
