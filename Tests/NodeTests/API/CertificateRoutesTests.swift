import EPCIS
import LedgerCore
import Testing

@testable import Node

struct CertificateRoutesTests {
    private static let issuer = MemberID("inspector")
    private static let day: Int64 = 86_400_000

    private func story(
        left: Int64? = 400_000_000, revokedFrom: Height? = nil, day: Int64 = 5
    ) throws -> CertificateStory {
        CertificateStory(
            reference: CertificateReference(
                issuer: try #require(Self.issuer), number: "PHYTO 2026/17"),
            certificate: CertificateLeaf(
                kind: .phytosanitary, holder: nil, goods: ["/01/04880000000028/10/A1"],
                allowance: left.map {
                    CertificateLeaf.Allowance(unit: .milligram, amount: 500_000_000, left: $0)
                },
                validFrom: Timestamp(milliseconds: Self.day),
                validUntil: Timestamp(milliseconds: 10 * Self.day), revokedFrom: revokedFrom),
            height: Height(7), now: Timestamp(milliseconds: day * Self.day))
    }

    @Test func `a certificate tells what it is for and what of it is left`() throws {
        let value = try story().value

        #expect(
            String(decoding: JSONWriter.write(value), as: UTF8.self) == """
                {"issuer":"inspector","number":"PHYTO 2026/17","kind":"phytosanitary",\
                "standing":"valid","goods":["/01/04880000000028/10/A1"],\
                "amount":{"quantity":500,"uom":"KGM"},"left":{"quantity":400,"uom":"KGM"},\
                "validFrom":"1970-01-02T00:00:00.000Z","validUntil":"1970-01-11T00:00:00.000Z",\
                "height":7}
                """)
    }

    @Test func `its standing is that of the moment and the height`() throws {
        #expect(try story(day: 0).standing == "not yet valid")
        #expect(try story(day: 10).standing == "valid")
        #expect(try story(day: 11).standing == "expired")
        #expect(try story(left: 0).standing == "used up")
        #expect(try story(left: nil).standing == "valid")
        #expect(try story(revokedFrom: Height(7)).standing == "revoked")
        #expect(try story(revokedFrom: Height(8)).standing == "valid")
    }

    @Test(arguments: [
        "/v1/certificates/nobody/1", "/v1/certificates/No%20Member/1",
        "/v1/certificates/sandbox/PHYTO%2017",
    ])
    func `one that is not there is not found`(path: String) async throws {
        try await RunningNode.withSeason { node in
            let answer = try Answer(try await node.get(path))

            #expect(answer["code"] == "resource.no_such_certificate")
        }
    }
}
