import EPCIS
import LedgerCore
import Query
import Testing

@testable import Node

struct ClaimRoutesTests {
    private func account(_ place: String, _ claim: GoodsClaim) throws -> ClaimAccountFacts {
        ClaimAccountFacts(
            account: ClaimAccount(
                holder: try DemoChain.id("works"), place: place, claim: claim,
                product: "/01/04880002543215", unit: .milligram,
                period: Timestamp(milliseconds: 1_788_480_000_000)),
            leaf: ClaimAccountLeaf(credited: 30_000_000, used: 10_500_000))
    }

    @Test func `an account is told with what is left of it`() throws {
        let certificate = CertificateReference(issuer: try DemoChain.id("certifier"), number: "7")
        let value = try account("/414/1", .kind(.organic)).value
        let other = try account("", .certificate(certificate)).value

        #expect(value["place"] == "/414/1" && value["claim"] == "organic")
        #expect(value["period"] == "2026-09-04T00:00:00.000Z")
        #expect(
            value["left"]
                == .members([
                    "quantity": .number(ExactDecimal(coefficient: 195, exponent: -1)), "uom": "KGM",
                ]))
        #expect(other["place"] == nil && other["claim"]?["number"] == "7")
    }

    @Test func `custody says where goods came into being that are kept apart`() throws {
        let kept = CustodyLeaf(
            model: .identityPreserved, claim: .kind(.organic), root: "/01/1/10/A")
        let mixed = CustodyLeaf(model: .massBalance, claim: .kind(.organic))

        #expect(kept.value["model"] == "identity_preserved" && kept.value["root"] == "/01/1/10/A")
        #expect(mixed.value["model"] == "mass_balance" && mixed.value["root"] == nil)
    }

    @Test func `accounts are for the member and those who supervise`() async throws {
        try await RunningNode.with { node in
            let stranger = try Answer(try await node.get("/v1/members/farm/claims"))

            #expect(stranger.code == "auth.content_withheld" && stranger.status == 403)
        }
    }
}
