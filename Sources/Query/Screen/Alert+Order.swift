import LedgerCore

extension Alert {
    /// What tells alerts of one event and code apart.
    var subject: String {
        let parts = members + ["|"] + lots + ["|", place ?? "", "|"] + goods
        return Digest(hashing: Array(parts.joined(separator: " ").utf8)).hex
    }

    static func isBefore(_ left: Alert, _ right: Alert) -> Bool {
        if left.newestEvent != right.newestEvent { return left.newestEvent > right.newestEvent }
        if left.code != right.code { return left.code.rawValue < right.code.rawValue }
        return left.subject < right.subject
    }
}
