import ArgumentParser
import EPCIS
import LedgerCore
import Season

struct ImportCommand: ReportingCommand {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "Turn a table of lots into harvest events, showing every fix.",
        discussion: """
            Without --commit nothing is sent: every fix is shown with its row, column and reason, and \
            so is every row that cannot be read. Look at it, then run the same command with --commit; \
            rows that were refused are left out.
            """)

    @OptionGroup var remote: RemoteOptions
    @OptionGroup var output: OutputOptions

    @Argument(help: "A table in CSV.", completion: .file(extensions: ["csv"]))
    var file: String

    @Option(name: .long, help: "Which kind of table it is: coffee.")
    var profile: Profile

    @Option(name: .long, help: "The GTIN-14 of the goods.")
    var gtin: String

    @Option(name: .long, help: "The GLN-13 of the place where they were recorded.")
    var gln: String

    @Option(name: .long, help: "KGM or LBR: the unit of masses that are written without one.")
    var unit: String?

    @Option(name: .long, help: "Stands before the row number, for lots without a number.")
    var lotPrefix = "R"

    @Flag(name: .long, help: "Send the events to the node.")
    var commit = false

    enum Profile: String, ExpressibleByArgument, CaseIterable {
        case coffee

        var table: LotTableImport.Profile {
            switch self {
            case .coffee: .coffee
            }
        }
    }

    func validate() throws {
        let link = "https://id.gs1.org"
        guard gtin.utf8.count == 14, (try? ObjectKey(parsing: link + "/01/" + gtin)) != nil else {
            throw ValidationError("--gtin is 14 digits, the last of them the check digit.")
        }
        guard gln.utf8.count == 13, (try? ObjectKey(parsing: link + "/414/" + gln)) != nil else {
            throw ValidationError("--gln is 13 digits, the last of them the check digit.")
        }
        if let unit, !["KGM", "LBR"].contains(unit) {
            throw ValidationError("--unit is KGM or LBR.")
        }
    }

    func perform(_ terminal: Terminal) async throws {
        let table = try read()
        show(table, terminal)
        let captures = commit ? try await send(table, terminal) : []
        terminal.result(
            .members([
                "lots": .integer(table.lots.count),
                "fixes": .array(table.fixes.map(\.json)),
                "refusals": .array(table.refusals.map(\.json)),
                "columnsLeftOut": .texts(table.columnsLeftOut),
                "committed": .bool(commit),
                "captures": commit ? .array(captures.map(\.job)) : nil,
            ]))
        if captures.contains(where: { !$0.success }) {
            throw ExitCode(CommandFailure.Kind.refused.rawValue)
        }
    }

    private func read() throws -> LotTableImport {
        let bytes = try Files.read(file, bytesMax: CSVText.bytesMax)
        do throws(LotTableImport.Failure) {
            return try LotTableImport(
                bytes, profile: profile.table, options: .init(unit: unit, lotPrefix: lotPrefix))
        } catch {
            switch error {
            case .table(let failure):
                throw CommandFailure.refused("\(file) is no table: \(failure)")
            case .columnMissing(let name):
                throw CommandFailure.refused("The table has no column “\(name)”.")
            case .badLotPrefix(let prefix):
                throw CommandFailure.refused("“\(prefix)” cannot begin a lot number.")
            }
        }
    }

    private func show(_ table: LotTableImport, _ terminal: Terminal) {
        for fix in table.fixes {
            terminal.line(
                "row \(fix.row), \(fix.column): “\(fix.before)” is read as “\(fix.after)”: "
                    + fix.reason)
        }
        for refusal in table.refusals {
            terminal.line(
                "row \(refusal.row), \(refusal.column): REFUSED, “\(refusal.text)” "
                    + refusal.reason)
        }
        terminal.line(
            "\(table.lots.count) rows are read, with \(table.fixes.count) fixes; "
                + "\(table.refusals.count) are refused.")
        terminal.line("Not taken over: " + table.columnsLeftOut.joined(separator: ", "))
        if !commit { terminal.line("Nothing was sent. Add --commit to send it.") }
    }

    private func send(
        _ table: LotTableImport, _ terminal: Terminal
    ) async throws -> [CaptureClient.Outcome] {
        let client = CaptureClient(node: try remote.client())
        let documents = HarvestDocuments(
            gtin: gtin, place: "https://id.gs1.org/414/" + gln
        ).documents(
            of: table.lots, created: Timestamp(milliseconds: Clock.milliseconds()).text)
        var outcomes: [CaptureClient.Outcome] = []
        for document in documents {
            let id = try await client.submit(document, key: nil)
            let outcome = try await client.outcome(of: id)
            outcomes.append(outcome)
            terminal.line(outcome.success ? "Captured \(id)." : "Refused \(id):")
            for refusal in outcome.refusals { terminal.line("  " + refusal) }
        }
        return outcomes
    }
}

extension Fix {
    fileprivate var json: JSONValue {
        .members([
            "row": .integer(row), "column": .string(column), "before": .string(before),
            "after": .string(after), "reason": .string(reason),
        ])
    }
}

extension TableRefusal {
    fileprivate var json: JSONValue {
        .members([
            "row": .integer(row), "column": .string(column), "text": .string(text),
            "reason": .string(reason),
        ])
    }
}
