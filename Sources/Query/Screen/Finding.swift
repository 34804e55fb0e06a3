/// An alert in the index's numbers: names and events.
struct Finding {
    let code: AlertCode
    var members: [Int64] = []
    var lots: [Int64] = []
    var place: Int64?
    var goods: [String] = []
    var numbers: [AlertNumber]
    /// Those that are listed; in any order, and an event may be named twice.
    var events: [Int64]
    /// How many there are, where not all are in `events`.
    var eventCount: Int?

    var newestEvent: Int64 { events.max() ?? 0 }
}

/// The newest of many events, and how many there are.
struct RecentEvents {
    private let max: Int
    private(set) var newest: [Int64] = []
    private(set) var count = 0

    init(max: Int) { self.max = max }

    mutating func add(_ event: Int64) {
        count += 1
        if newest.count < max { return newest.append(event) }
        guard let oldest = newest.indices.min(by: { newest[$0] < newest[$1] }),
            newest[oldest] < event
        else { return }
        newest[oldest] = event
    }
}

/// What the rules found, as much of each code as is kept.
struct Findings {
    private var byCode: [AlertCode: [Finding]] = [:]

    mutating func add(_ finding: Finding) { byCode[finding.code, default: []].append(finding) }

    /// The newest of a code, and how many others there are.
    func newest(_ code: AlertCode, max: Int) -> (kept: [Finding], omitted: Int) {
        let all = (byCode[code] ?? []).sorted { left, right in
            (left.newestEvent, left.lots.first ?? 0) > (right.newestEvent, right.lots.first ?? 0)
        }
        return (Array(all.prefix(max)), Swift.max(0, all.count - max))
    }
}
