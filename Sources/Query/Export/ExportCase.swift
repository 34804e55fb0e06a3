import LedgerCore

/// What a lot needs for a country, and how much of it there is.
///
/// Spec: Docs/Spec/ExportCase.md.
package struct ExportCase: Equatable, Sendable {
    package enum Verdict: String, Sendable {
        /// Nothing stands in its way that the ledger knows of.
        case ready
        /// Something that is required is not there, or the goods are not clean.
        case notReady = "not_ready"
    }

    package let question: ExportQuestion
    package let facts: ExportFacts
    /// Name and day of the table that it was judged by.
    package let table: String
    package let tableDated: String
    /// What is to go; nil where there is nothing of the lot.
    package let amount: ExportAmount?
    package let checks: [ExportCheck]
    package let findings: [RequirementFinding]

    package var verdict: Verdict {
        checks.allSatisfy(\.passes) && !findings.contains(where: \.blocks) ? .ready : .notReady
    }

    /// Judges.
    ///
    /// - Throws: `.countryUnknown`.
    package init(
        _ question: ExportQuestion, facts: ExportFacts, table: RequirementTable
    ) throws(ExportRefusal) {
        guard table.knows(question.country) else {
            throw .countryUnknown(question.country, table: table.name)
        }
        let amount = question.amount ?? facts.whole
        self.question = question
        self.facts = facts
        self.table = table.name
        tableDated = table.dated
        self.amount = amount
        checks = ExportCheck.all(facts, amount: amount)
        findings = table.requirements(
            of: facts.goods, in: question.country, at: question.moment
        ).map { $0.judge(facts, amount: amount, at: question.moment) }
    }
}

extension ExportFacts {
    /// All that there is, in the unit that there is most of; nil for nothing.
    fileprivate var whole: ExportAmount? {
        SmallestUnit.allCases.compactMap { unit in
            stock[unit].flatMap { $0.isEmpty ? nil : ExportAmount($0.amount, unit) }
        }.first
    }
}
