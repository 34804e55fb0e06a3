import EPCIS
import HTTPTypes
import HummingbirdTesting
import LedgerCore
import NIOCore
import Query
import Testing

@testable import Node

/// The lot of the season, 300 kg on hand and 200 kg on the road, without a paper.
struct ExportRoutesTests {
    private static let path =
        "/v1/lots/" + PercentCoding.encode(Documents.lot) + "/export-case?country=RU"
    private static let product = "&product=081310"

    private static let table = """
        {"name":"own","dated":"2026-11-26","requirements":[{"id":"a","destinations":["AQ"],\
        "evidence":"paper","weight":"required","title":{"en":"e","ru":"r","tg":"t"},\
        "source":"s","dated":"2026-11-26","checked":false}]}
        """

    @Test func `a case says what is missing`() async throws {
        try await RunningNode.withSeason { node in
            let found = try Answer(
                try await node.get(Self.path + Self.product, by: DemoChain.farm))

            #expect(found["verdict"] == "not_ready" && found["country"] == "RU")
            #expect(found["amount"]?["quantity"] == .integer(500))
            let phyto = found["requirements"]?.array?
                .first { $0["id"] == "eaeu.phytosanitary" }
            #expect(phyto?["status"] == "missing")
            #expect(phyto?["needs"]?["tg"]?.string?.isEmpty == false)
        }
    }

    @Test func `who has nothing to do with a lot gets no case of it`() async throws {
        try await RunningNode.withSeason { node in
            let answer = try await node.get(Self.path + Self.product, by: DemoChain.processor)
            let packed = try await node.get(
                Self.path + Self.product, by: DemoChain.processor,
                [.accept: "application/zip"])

            #expect(try Answer(answer).code == "auth.foreign_lot")
            #expect(try Answer(packed).code == "auth.foreign_lot")
        }
    }

    @Test func `a table of one's own takes the place of the program's`() async throws {
        try await RunningNode.withSeason { node in
            let path = Self.path.replacing("RU", with: "AQ") + Self.product
            let headers: HTTPFields = [.contentType: "application/json"]
            let found = try Answer(
                try await node.post(path, Self.table, by: DemoChain.farm, headers))
            let broken = try Answer(
                try await node.post(path, "{}", by: DemoChain.farm, headers))
            let other = try Answer(
                try await node.post(path, Self.table, by: DemoChain.farm))

            #expect(found["requirements"]?.array?.map { $0["status"] } == ["on_paper"])
            #expect(found["table"]?["name"] == "own")
            #expect(broken.code == "export.table")
            #expect(other.code == "request.media_type")
        }
    }

    @Test func `a bundle is signed with the member's key at this node`() async throws {
        try await RunningNode.withSeason { node in
            let response = try await node.get(
                Self.path + Self.product, by: DemoChain.farm, [.accept: "application/zip"])

            #expect(response.headers[.contentType] == "application/zip")
            let archive = try StoredArchive(decoding: Array(buffer: response.body))
            let signed = try SignedManifest(
                decoding: #require(archive[BundleFile.manifest]))
            let key = DemoKeys(seed: "node tests").key(.gateway, DemoChain.farm).publicKey
            #expect(signed.isSigned(by: key) && signed.manifest.member.text == DemoChain.farm)
            #expect(archive.files.count { $0.name.hasPrefix(BundleFile.proofs) } == 1)
        }
    }

    /// What follows the lot, and the code of the refusal.
    private static let wrong: [String: String] = [
        "country=RU": "export.product_unknown",
        "country=RU&product=0813": "request.parameter",
        "country=RU&product=081310&amount=0": "request.parameter",
        "country=RU&product=081310&amount=5&uom=XYZ": "request.parameter",
        "country=RU&product=081310&uom=KGM": "request.parameter",
        "country=RU&product=081310&moment=now": "request.parameter",
        "country=RU&product=081310&all=1": "request.parameter",
        "country=ru&product=081310": "request.parameter",
        "country=AQ&product=081310": "export.country_unknown",
    ]

    @Test(arguments: wrong.keys.sorted())
    func `a wrong question is told what is wrong`(_ query: String) async throws {
        let path = "/v1/lots/" + PercentCoding.encode(Documents.lot) + "/export-case?" + query
        try await RunningNode.withSeason { node in
            let answer = try Answer(try await node.get(path, by: DemoChain.farm))

            #expect(answer.code == Self.wrong[query])
        }
    }

    @Test func `what is no goods, and what nobody knows, has no case`() async throws {
        let query = "/export-case?country=RU&product=081310"
        try await RunningNode.withSeason { node in
            let pallet = try Answer(
                try await node.get(
                    "/v1/lots/%2F00%2F048800000000000011" + query, by: DemoChain.farm))
            let nothing = try Answer(
                try await node.get(
                    "/v1/lots/%2F01%2F04880000000028%2F10%2FX" + query, by: DemoChain.farm))

            #expect(pallet.code == "export.not_goods")
            #expect(nothing.code == "resource.no_such_lot")
        }
    }

    @Test func `a case is for users, and bounded`() async throws {
        try await RunningNode.withSeason { node in
            let anonymous = try Answer(try await node.get(Self.path))

            #expect(anonymous.code == "auth.missing")
        }
        let refusal = Problem(describing: ExportRefusal.tooLarge(what: "lots", max: 7))
        #expect(refusal.kind.code == "export.too_large")
        #expect(refusal.members.contains { $0.name == "limit" && $0.value == .integer(7) })
    }
}
