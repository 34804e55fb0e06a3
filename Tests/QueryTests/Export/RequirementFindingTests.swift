import LedgerCore
import Query
import Testing

/// The table of Docs/Spec/ExportCase.md §3, line by line.
struct RequirementFindingTests {
    private static let day: Int64 = 86_400_000
    private static let now = Timestamp(milliseconds: 1_790_000_000_000)
    private static let kilogram: Int64 = 1_000_000

    private func facts(_ certificates: [ExportCertificate]) throws -> ExportFacts {
        ExportFacts(
            lot: "/01/1/10/A", product: "/01/1", goods: try #require(CommodityCode("081310")),
            netMilligrams: 500_000, isCreated: true, stock: [:], hasDebt: false,
            certificates: certificates, failure: nil, recall: nil,
            documents: [ExportDocument(type: "inv", id: "urn:x:1", eventID: "e")],
            chain: ExportChain(
                lots: 1, origins: [], missing: [], cyclic: 0, joints: 0, unmeasured: 0, events: []),
            height: .first, stateHeight: Height(9))
    }

    private func certificate(
        _ number: String = "P1", kind: CertificateKind = .phytosanitary,
        kilograms: Int64? = 60, left: Int64? = nil, unit: SmallestUnit = .milligram,
        drawn: Int64 = 0, from: Int64 = -1, until: Int64 = 1, revoked: Height? = nil,
        goods: String = "/01/1/10/A", result: TestResult? = nil
    ) throws -> ExportCertificate {
        let kilogram = RequirementFindingTests.kilogram
        return ExportCertificate(
            reference: CertificateReference(
                issuer: try #require(MemberID("inspector")), number: number),
            leaf: CertificateLeaf(
                kind: kind, holder: nil, goods: [goods],
                allowance: kilograms.map {
                    .init(
                        unit: unit, amount: $0 * kilogram, left: left.map { $0 * kilogram })
                },
                validFrom: moment(from), validUntil: moment(until), result: result,
                revokedFrom: revoked), eventID: "e-\(number)", drawn: drawn * kilogram)
    }

    private func moment(_ days: Int64) -> Timestamp {
        RequirementFindingTests.now.advanced(byMilliseconds: days * RequirementFindingTests.day)
    }

    private func requirement(_ evidence: ExportRequirement.Evidence) throws -> ExportRequirement {
        let text =
            """
            {"name":"own","dated":"2026-11-26","requirements":[{"id":"a","destinations":["RU"],\
            "evidence":"\(evidence.text)","weight":"required",\
            "title":{"en":"e","ru":"r","tg":"t"},"source":"s","dated":"2026-11-26","checked":false}]}
            """
        return try RequirementTable(parsing: Array(text.utf8)).requirements[0]
    }

    private func judge(
        _ certificates: [ExportCertificate],
        amount: ExportAmount? = ExportAmount(60 * kilogram, .milligram),
        _ evidence: ExportRequirement.Evidence = .certificate(.phytosanitary)
    ) throws -> RequirementFinding {
        try requirement(evidence).judge(
            facts(certificates), amount: amount, at: RequirementFindingTests.now)
    }

    private func short(_ kilograms: Int64) -> RequirementFinding.Status {
        .insufficient(
            ExportAmount(kilograms * RequirementFindingTests.kilogram, .milligram))
    }

    @Test func `a certificate in force that is enough meets a requirement`() throws {
        #expect(try judge([]).status == .missing)
        #expect(try judge([certificate()]).status == .met)
        #expect(try judge([certificate(goods: "/01/1")]).status == .met)
        #expect(try judge([certificate(goods: "/01/1/10/B")]).status == .missing)
        #expect(try judge([certificate(kind: .origin)]).status == .missing)
        #expect(try judge([certificate()]).needs == nil)
        #expect(try judge([]).blocks)
    }

    @Test func `a certificate counts from its first moment to its last`() throws {
        #expect(try judge([certificate(from: 0, until: 0)]).status == .met)
        #expect(try judge([certificate(from: 1, until: 2)]).status == .notYetValid)
        #expect(try judge([certificate(from: -2, until: -1)]).status == .expired)
        #expect(
            try judge([certificate(from: -2, until: -1), certificate("P2")]).status == .met)
        #expect(
            try judge([certificate(from: -2, until: -1)]).needs?.english
                == "P1 has ended: have another issued.")
    }

    @Test func `a revoked one counts no more from its height on`() throws {
        #expect(try judge([certificate(revoked: Height(9))]).status == .revoked)
        #expect(try judge([certificate(revoked: Height(10))]).status == .met)
    }

    @Test func `what this lot drew counts with what is left, and several add up`() throws {
        #expect(try judge([certificate(left: 0)]).status == .insufficient(nil))
        #expect(try judge([certificate(left: 0, drawn: 60)]).status == .met)
        #expect(try judge([certificate(left: 10, drawn: 30)]).status == short(20))
        #expect(
            try judge([certificate(left: 40), certificate("P2", kilograms: 20)]).status == .met)
        #expect(
            try judge([certificate(left: 39), certificate("P2", kilograms: 20)]).status == short(1))
        #expect(
            try judge([certificate(left: 20)], amount: nil).status == .met)
    }

    @Test func `packs count by what they hold, and nothing else is converted`() throws {
        let packs = ExportAmount(120, .piece)

        #expect(try judge([certificate()], amount: packs).status == .met)
        #expect(
            try judge([certificate()], amount: ExportAmount(122, .piece)).status == short(1))
        #expect(try judge([certificate(unit: .microlitre)], amount: packs).status == .otherUnit)
        #expect(
            try judge([certificate()], amount: ExportAmount(.max, .piece)).status == .otherUnit)
    }

    @Test func `a test has to have been passed`() throws {
        let test = { (result: TestResult) in
            try judge(
                [certificate(kind: .test, kilograms: nil, result: result)], .certificate(.test))
        }

        #expect(try test(.passed).status == .met)
        #expect(try test(.failed).status == .failed)
    }

    @Test func `documents are named by events, papers are not the ledger's`() throws {
        #expect(try judge([], .document("inv")).status == .met)
        #expect(try judge([], .document("bol")).status == .missing)
        #expect(try judge([], .paper).status == .onPaper)
        #expect(try !judge([], .paper).blocks)
        #expect(try judge([], .chain).status == .missing)
    }

    @Test func `whatever is wrong is said in three languages`() throws {
        let findings = try [
            judge([]), judge([certificate(from: 1, until: 2)]),
            judge([certificate(from: -2, until: -1)]), judge([certificate(revoked: .first)]),
            judge([certificate(left: 0)]), judge([certificate(left: 1)]),
            judge([certificate(unit: .piece)]), judge([], .document("bol")), judge([], .paper),
            judge([], .chain),
            judge([certificate(kind: .test, kilograms: nil, result: .failed)], .certificate(.test)),
        ]

        for finding in findings {
            let needs = try #require(finding.needs)
            #expect(ExportLanguage.allCases.allSatisfy { !needs[$0].isEmpty })
        }
        #expect(findings[5].needs?.english.contains("59 kg") == true)
    }
}
