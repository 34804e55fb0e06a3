package import LedgerCore

/// Validators on record. Spec: Docs/Spec/Rules.md §12.
extension Registry {
    /// How many records of evidence there are.
    package static func evidenceCount(
        in state: some StateReading
    ) throws(StateReadError) -> UInt64 {
        try state.leaf(UInt64.self, at: .evidenceCount) ?? 0
    }

    /// Records of evidence, the newest first.
    ///
    /// - Parameters:
    ///   - before: only records with a lower number; nil for all.
    ///   - limit: how many at most.
    package static func evidence(
        in state: some StateReading, before: UInt64? = nil, limit: Int = 100
    ) throws(StateReadError) -> [EvidenceLeaf] {
        let count = try evidenceCount(in: state)
        var number = min(before ?? count, count)
        var records: [EvidenceLeaf] = []
        while number > 0, records.count < limit {
            number -= 1
            guard let leaf = try state.leaf(EvidenceLeaf.self, at: .evidence(number)) else {
                throw StateReadError(reason: "the record of evidence number \(number) is missing")
            }
            records.append(leaf)
        }
        return records
    }
}
