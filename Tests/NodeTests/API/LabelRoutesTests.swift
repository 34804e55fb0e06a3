import EPCIS
import Testing

@testable import Node

struct LabelRoutesTests {
    private static func verify(_ code: String) -> String {
        "/v1/labels/verify?code=" + PercentCoding.encode(code)
    }

    @Test(
        arguments: [
            "(01)04880000000011(10)A1", "]d2010488000000001110A1",
            "https://id.gs1.org/01/04880000000011/10/A1",
            "urn:epc:class:lgtin:4880000.000001.A1",
        ])
    func `a label of a recorded lot is known, however it is spelt`(code: String) async throws {
        try await RunningNode.withSeason { node in
            let answer = try Answer(try await node.get(Self.verify(code)))

            #expect(answer["verdict"] == "known")
            #expect(answer["lot"] == .string(Documents.lot))
            #expect(answer["accounting"] == "counted")
            #expect(answer["notices"] == .array([]))
            #expect(answer["origins"]?.array?.first?["member"] == .string(DemoChain.farm))
        }
    }

    @Test func `an item of a recorded lot is told apart from a recorded item`() async throws {
        try await RunningNode.withSeason { node in
            let answer = try Answer(
                try await node.get(Self.verify("(01)04880000000011(10)A1(21)7")))

            #expect(answer["verdict"] == "known")
            #expect(answer["notices"]?.array?.map { $0["code"] } == ["label.item_unknown"])
        }
    }

    @Test(
        arguments: [
            "https://apeda-gov.example/01/04880000000011/10/A1",
            "HTTPS://127.0.0.1@apeda-gov.example:443/01/04880000000011/10/A1?x=127.0.0.1",
        ])
    func `a code that leads to a copied site is told of, whatever it names`(
        code: String
    ) async throws {
        try await RunningNode.withSeason { node in
            let answer = try Answer(try await node.get(Self.verify(code)))

            #expect(answer["verdict"] == "known")
            let notice = try #require(answer["notices"]?.array?.first)
            #expect(notice["code"] == "label.leads_elsewhere")
            #expect(notice["message"]?.string?.contains("apeda-gov.example,") == true)
        }
    }

    @Test func `an unknown label is an answer, not an error`() async throws {
        try await RunningNode.withSeason { node in
            let answer = try Answer(
                try await node.get(Self.verify("(01)04880000000028(10)A1")))

            #expect(answer.status == 200)
            #expect(answer["verdict"] == "unknown")
            #expect(answer["notices"]?.array?.map { $0["code"] } == ["label.unknown"])
        }
    }

    @Test(
        arguments: [
            (verify("(01)04880000000012(10)A1"), "gs1.check_digit"),
            (verify("(01)0488"), "gs1.syntax"), (verify("hello"), "epcis.bad_identifier"),
            ("/v1/labels/verify", "request.parameter"),
            ("/v1/labels/verify?kode=1", "request.parameter"),
        ])
    func `what is no label is refused with the reason`(path: String, code: String) async throws {
        try await RunningNode.withSeason { node in
            let answer = try Answer(try await node.get(path))

            #expect(answer.status == 400)
            #expect(answer.code == code)
        }
    }
}
