package import LedgerCore

/// Whether a lot meets a requirement, by what, and what would make it.
///
/// Spec: Docs/Spec/ExportCase.md §3.
package struct RequirementFinding: Equatable, Sendable {
    package enum Status: Equatable, Sendable {
        case met
        case missing
        case notYetValid
        case expired
        case revoked
        case failed
        case otherUnit
        /// What the certificates in force are short of, in the unit of the case.
        case insufficient(ExportAmount?)
        /// To be attached on paper: the ledger cannot tell.
        case onPaper
    }

    package let requirement: ExportRequirement
    package let status: Status
    /// What the ledger has of that kind for the lot, good or not.
    package let standings: [CertificateStanding]
    package let documents: [ExportDocument]

    /// Whether the goods stay out because of it.
    package var blocks: Bool {
        switch status {
        case .met, .onPaper: false
        default: requirement.weight == .required
        }
    }
}

extension ExportRequirement {
    /// The judgement about this requirement.
    package func judge(
        _ facts: ExportFacts, amount: ExportAmount?, at moment: Timestamp
    ) -> RequirementFinding {
        var standings: [CertificateStanding] = []
        var documents: [ExportDocument] = []
        let status: RequirementFinding.Status
        switch evidence {
        case .certificate(let kind):
            standings = facts.certificates(of: kind).map {
                CertificateStanding($0, of: facts, amount: amount, at: moment)
            }
            status = standings.status(covering: amount, of: facts)
        case .document(let type):
            documents = facts.documents.filter { $0.type == type }
            status = documents.isEmpty ? .missing : .met
        case .chain: status = facts.chain.isComplete ? .met : .missing
        case .paper: status = .onPaper
        }
        return RequirementFinding(
            requirement: self, status: status, standings: standings, documents: documents)
    }
}

extension [CertificateStanding] {
    /// Met where those in force are together enough; else how far they are from it.
    fileprivate func status(
        covering amount: ExportAmount?, of facts: ExportFacts
    ) -> RequirementFinding.Status {
        let valid = filter { $0.verdict == .valid }
        guard !valid.isEmpty else { return fault }
        guard let amount, !valid.contains(where: { $0.available == nil }) else { return .met }
        var short: ExportAmount?
        for unit in SmallestUnit.allCases {
            let same = valid.filter { $0.unit == unit }
            guard !same.isEmpty, let asked = facts.amount(amount, in: unit) else { continue }
            let available = same.reduce(Int128(0)) { $0 + Int128($1.available ?? 0) }
            if available >= Int128(asked) { return .met }
            short = ExportAmount(Int64(Int128(asked) - available), unit)
        }
        return .insufficient(short)
    }

    /// What is the matter with the best of them.
    private var fault: RequirementFinding.Status {
        let verdicts = Set(map(\.verdict))
        if verdicts.contains(.notYetValid) { return .notYetValid }
        if verdicts.contains(.usedUp) { return .insufficient(nil) }
        if verdicts.contains(.expired) { return .expired }
        if verdicts.contains(.otherUnit) { return .otherUnit }
        if verdicts.contains(.revoked) { return .revoked }
        return verdicts.contains(.failed) ? .failed : .missing
    }
}
