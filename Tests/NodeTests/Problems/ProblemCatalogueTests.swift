import EPCIS
import Testing

@testable import Node

struct ProblemCatalogueTests {
    @Test func `every code stands once, as area and reason`() {
        let codes = ProblemCatalogue.own.map(\.code)

        #expect(Set(codes).count == codes.count)
        #expect(codes.allSatisfy { $0.wholeMatch(of: #/[a-z]+\.[a-z_]+/#) != nil })
        #expect(
            ProblemCatalogue.areas.allSatisfy { $0.code.wholeMatch(of: #/[a-z0-9]+/#) != nil })
    }

    @Test func `every kind says what it is and what would make it right`() {
        for kind in ProblemCatalogue.own + ProblemCatalogue.areas {
            #expect((400...599).contains(kind.status), "\(kind.code)")
            #expect(!kind.title.isEmpty && !kind.title.hasSuffix("."), "\(kind.code)")
            #expect(kind.meaning.hasSuffix("."), "\(kind.code)")
        }
    }

    @Test func `every code of the EPCIS reader has a status`() {
        for code in Violation.Code.allCases {
            #expect(ProblemCatalogue.kind(of: code.rawValue)?.status == 400, "\(code)")
        }
    }

    @Test func `a code of an area keeps its own name`() {
        let kind = ProblemCatalogue.kind(of: "balance.overdrawn")

        #expect(kind?.code == "balance.overdrawn")
        #expect(kind?.status == 422)
    }

    @Test func `a code of no area is a defect of the node`() {
        #expect(ProblemCatalogue.kind(of: "nonsense.reason") == nil)
        #expect(ProblemCatalogue.kind(of: "json") != nil)
        #expect(Problem("nonsense.reason", "x").kind.status == 500)
    }
}
