import ArgumentParser
import EPCIS
import NIOHTTP1

struct ExportCaseCommand: ReportingCommand {
    static let configuration = CommandConfiguration(
        commandName: "export-case",
        abstract:
            "What a lot needs for a country, what is missing, and all of it in one signed file.",
        discussion: """
            Takes a token. The requirements are those of the program's table, or of --requirements. With \
            --out the case, its events and its proofs are written as one file, signed with the member's \
            key at the node; `daftar-verify FILE --trust GENESIS` checks it.

            The exit status is 0 when the lot is ready, 1 when something is missing.
            """)

    @OptionGroup var remote: RemoteOptions
    @OptionGroup var output: OutputOptions

    @Argument(help: "A Digital Link path such as /01/…/10/…, a URN, or the ledger's own number.")
    var lot: String

    @Option(name: .long, help: "Where it is to go: two letters of ISO 3166-1.")
    var country: String

    @Option(name: .long, help: "6 to 10 digits of the customs tariff; else what is registered.")
    var product: String?

    @Option(name: .long, help: "How much is to go; all of it where this is not given.")
    var amount: String?

    @Option(name: .long, help: "The unit of the amount: a code of UN/CEFACT Rec 20, else KGM.")
    var uom: String?

    @Option(name: .long, help: "When it is to cross the border, as 2026-12-01T00:00:00Z; else now.")
    var moment: String?

    @Option(name: .long, help: "A table of requirements in JSON.", completion: .file())
    var requirements: String?

    @Option(name: .long, help: "Write the signed bundle to this file.", completion: .file())
    var out: String?

    func perform(_ terminal: Terminal) async throws {
        let node = try remote.client()
        let table = try requirements.map { try Files.read($0, bytesMax: 1 << 20) }
        let found = try await node.json(request(accept: "application/json", table))
        if let out {
            let answer = try await node.send(request(accept: "application/zip", table))
            guard answer.status == 200 else { throw NodeClient.failure(answer) }
            try Files.write(answer.body, to: out)
            terminal.note("Written to \(out), \(answer.body.count) bytes.")
        }
        Self.lines(found).forEach { terminal.line($0) }
        terminal.result(found)
        if found["verdict"]?.string != "ready" {
            throw ExitCode(CommandFailure.Kind.refused.rawValue)
        }
    }

    private func request(accept: String, _ table: [UInt8]?) -> NodeClient.Request {
        let items: [(String, String?)] = [
            ("country", country), ("product", product), ("amount", amount), ("uom", uom),
            ("moment", moment),
        ]
        let query = items.compactMap { name, value in
            value.map { "\(name)=\(percentEncoded($0))" }
        }
        var request = NodeClient.Request(
            path: "/v1/lots/\(percentEncoded(lot))/export-case?" + query.joined(separator: "&"))
        request.accept = accept
        if let table {
            request.method = .POST
            request.body = table
            request.contentType = "application/json"
        }
        return request
    }

    private static func lines(_ found: JSONValue) -> [String] {
        let checks = (found["checks"]?.array ?? []).map { check in
            line(
                check["passes"]?.bool == true ? "ok" : "NO", check["code"]?.string ?? "",
                check["needs"]?["en"]?.string)
        }
        let requirements = (found["requirements"]?.array ?? []).map { requirement in
            line(
                requirement["status"]?.string == "met" ? "ok" : requirement["status"]?.string ?? "",
                (requirement["title"]?["en"]?.string ?? "")
                    + (requirement["weight"]?.string == "advised" ? " (advised)" : ""),
                requirement["needs"]?["en"]?.string)
        }
        let head =
            "\(found["lot"]?.string ?? "") to \(found["country"]?.string ?? ""): "
            + (found["verdict"]?.string ?? "")
        return [head] + checks + requirements
    }

    private static func line(_ status: String, _ what: String, _ needs: String?) -> String {
        "  \(status)  \(what)" + (needs.map { ": \($0)" } ?? "")
    }
}
