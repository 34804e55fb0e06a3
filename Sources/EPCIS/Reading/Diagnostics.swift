/// The violations found while a document is read, by the node they are at.
struct Diagnostics {
    private(set) var found: [Finding] = []
    /// How many there were, also those beyond the bound.
    private(set) var count = 0
    let listedMax: Int

    struct Finding {
        var code: Violation.Code
        var node: Int
        var message: String
    }

    init(listedMax: Int) {
        self.listedMax = max(1, listedMax)
    }

    mutating func report(_ code: Violation.Code, at node: Int, _ message: String) {
        count += 1
        guard found.count < listedMax else { return }
        found.append(Finding(code: code, node: node, message: message))
    }

    /// The findings in document order, with pointers and places.
    func violations(in source: JSONSource) -> [Violation] {
        let findings = found.enumerated()
            .sorted { ($0.element.node, $0.offset) < ($1.element.node, $1.offset) }
            .map(\.element)
        let offsets = findings.map { source.sourceRange($0.node).lowerBound }
        let places = SourcePlace.locate(offsets, in: source.bytes)
        return zip(findings, places).map { finding, place in
            Violation(
                code: finding.code, pointer: source.pointer(to: finding.node), place: place,
                message: finding.message)
        }
    }
}
