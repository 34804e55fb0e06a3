/// The catalogue as a document for people.
extension ErrorCatalogue {
    /// The text of Docs/Errors.md.
    package static var markdown: String {
        var text = introduction
        for area in areas {
            let rows = entries.filter { $0.area == area }
            text += "\n## \(area)\n\n"
            if let kind = ProblemCatalogue.areas.first(where: { $0.code == area }) {
                text += "\(kind.title). \(kind.meaning)\n\n"
            }
            text += "| code | status | what was wrong | what would make it pass |\n"
            text += "|---|---|---|---|\n"
            for entry in rows.sorted(by: { $0.code < $1.code }) {
                let cells = [
                    "`\(entry.code)`", status(of: entry), cell(entry.meaning), cell(entry.remedy),
                ]
                text += "| " + cells.joined(separator: " | ") + " |\n"
            }
        }
        return text
    }

    private static let introduction = """
        # Errors

        Generated from the catalogue in `Sources/Node/Problems`; `DAFTAR_RECORD=1 make test FILTER=ErrorCatalogueTests` writes it
        anew. A running node tells the same under `/problems` and `/problems/{code}`.

        Every refusal is an RFC 9457 problem document. Branch on `code`: it is stable and never stands for anything else, while
        `title` and `detail` are sentences for people. A word in braces below is a fact of the refusal, given under `facts` beside the
        sentence. What a rule of the ledger refuses is told by the capture job, which itself answers 200; the status here is
        then the `status` inside the job's `errors`, and of `POST /epcis/v2/events`, which waits for its block.

        """

    /// What the surface alone refuses first, then the areas as they are listed.
    private static var areas: [String] {
        let listed = ProblemCatalogue.areas.map(\.code)
        var own: [String] = []
        for area in entries.map(\.area) where !listed.contains(area) && !own.contains(area) {
            own.append(area)
        }
        return own + listed.filter { area in entries.contains { $0.area == area } }
    }

    private static func status(of entry: ErrorEntry) -> String {
        guard let kind = ProblemCatalogue.kind(of: entry.code) else {
            preconditionFailure("\(entry.code) has no area in the catalogue")
        }
        return "\(kind.status)"
    }

    private static func cell(_ text: String) -> String {
        String(text.flatMap { $0 == "|" ? "\\|" : String($0) })
    }
}
