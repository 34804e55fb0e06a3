import ArgumentParser
import EPCIS

struct RecallCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "recall", abstract: "What would have to be called back, who has it, how much.",
        discussion: """
            Takes a token: a regulator, inspector or customs office asks about every lot, another member \
            about those that it has to do with. Nothing is changed. To call back, capture the document that `report --epcis` writes.
            """,
        subcommands: [Drill.self, Report.self])

    /// What a recall begins with.
    struct Start: ParsableArguments {
        @Argument(
            help: """
                A lot: a Digital Link path such as /01/…/10/…, a URN, the ledger's own number; or what an \
                option below says.
                """)
        var start: String

        @Flag(name: .long, help: "It is the id of an event, such as a laboratory's result.")
        var event = false

        @Flag(name: .long, help: "It is a plot: all that was harvested from it.")
        var plot = false

        @Option(name: .long, help: "With --plot: harvests since, as 2025-07-01T00:00:00Z.")
        var since: String?

        @Option(name: .long, help: "With --plot: harvests until.")
        var until: String?

        @Option(
            name: .long,
            help: "It is the number of a certificate of this issuer: all that went under it.")
        var certificateOf: String?

        func validate() throws {
            guard [event, plot, certificateOf != nil].count(where: \.self) <= 1 else {
                throw ValidationError("One of --event, --plot and --certificate-of.")
            }
            guard plot || (since == nil && until == nil) else {
                throw ValidationError("--since and --until are for --plot.")
            }
        }

        func path(lots: Int) -> String {
            let thing = percentEncoded(start)
            let place =
                if let certificateOf {
                    "certificates/\(percentEncoded(certificateOf))/\(thing)"
                } else { (event ? "events/" : plot ? "plots/" : "lots/") + thing }
            let times = [("since", since), ("until", until)].compactMap { name, time in
                time.map { "&\(name)=\(percentEncoded($0))" }
            }
            return "/v1/\(place)/recall?lots=\(lots)" + times.joined()
        }
    }
}

extension RecallCommand {
    struct Drill: ReportingCommand {
        static let configuration = CommandConfiguration(
            commandName: "drill",
            abstract: "How long a recall takes, and what it would come to; changes nothing.")

        @OptionGroup var remote: RemoteOptions
        @OptionGroup var output: OutputOptions
        @OptionGroup var start: Start

        func perform(_ terminal: Terminal) async throws {
            let node = try remote.client()
            let began = ContinuousClock.now
            let recall = try await node.get(start.path(lots: 0))
            let milliseconds = Int((ContinuousClock.now - began) / .milliseconds(1))
            let result = JSONValue.members([
                "start": .string(start.start), "milliseconds": .integer(milliseconds),
                "totals": recall["totals"],
                "unaffected": .integer(recall["unaffected"]?["lots"]?.array?.count ?? 0),
                "openEnds": recall["openEnds"]?["count"], "truncated": recall["truncated"],
                "isComplete": recall["isComplete"], "height": recall["height"],
            ])
            JSONOutline.lines(result).forEach { terminal.line($0) }
            terminal.result(result)
        }
    }

    struct Report: ReportingCommand {
        static let configuration = CommandConfiguration(
            commandName: "report",
            abstract: "Every affected lot with its holders, as a table or as a document.")

        @OptionGroup var remote: RemoteOptions
        @OptionGroup var output: OutputOptions
        @OptionGroup var start: Start

        @Flag(name: .long, help: "A table: a row for each lot, holder and state.")
        var csv = false

        @Flag(name: .long, help: "The EPCIS document that calls the affected lots back.")
        var epcis = false

        func validate() throws {
            guard [csv, epcis, output.json].count(where: \.self) <= 1 else {
                throw ValidationError("One of --csv, --epcis and --json.")
            }
        }

        func perform(_ terminal: Terminal) async throws {
            let pages = RecallPages(node: try remote.client(), start: start)
            if csv { return terminal.line(try await pages.table()) }
            if epcis {
                let document = try await pages.json(
                    accept: "application/ld+json", list: ["epcisBody", "eventList"])
                return terminal.line(String(decoding: JSONWriter.write(document), as: UTF8.self))
            }
            let recall = try await pages.json(accept: "application/json", list: ["lots"])
            JSONOutline.lines(recall).forEach { terminal.line($0) }
            terminal.result(recall)
        }
    }
}
