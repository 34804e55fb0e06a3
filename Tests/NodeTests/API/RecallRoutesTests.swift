import EPCIS
import HTTPTypes
import HummingbirdTesting
import LedgerCore
import NIOCore
import Storage
import Testing

@testable import Node
@testable import Query

/// The lot of the season, 300 kg on hand and 200 kg on the road, of which 120 kg were dried.
struct RecallRoutesTests {
    private static let path = "/v1/lots/" + PercentCoding.encode(Documents.lot) + "/recall"
    private static let dried = "/01/04880000000028/10/D1"

    private static func withDrying(
        _ body: @Sendable @escaping (RunningNode) async throws -> Void
    ) async throws {
        try await RunningNode.withSeason { node in
            let drying = """
                {"type":"TransformationEvent","eventID":"urn:uuid:t1",
                "eventTime":"2026-07-03T16:00:00+05:00","eventTimeZoneOffset":"+05:00",
                "bizStep":"creating_class_instance","inputQuantityList":[
                {"epcClass":"https://id.gs1.org\(Documents.lot)","quantity":120,"uom":"KGM"}],
                "outputQuantityList":[
                {"epcClass":"https://id.gs1.org\(dried)","quantity":30,"uom":"KGM"}]}
                """
            let response = try await node.post(
                "/epcis/v2/capture", Documents.document(drying))
            let job = try await node.job(of: response)
            try #require(job["success"] == .bool(true), "\(job)")
            try await body(node)
        }
    }

    @Test func `a recall tells lots, holders and kilograms`() async throws {
        try await Self.withDrying { node in
            let recall = try Answer(try await node.get(Self.path, by: DemoChain.inspector))

            #expect(
                recall["lots"]?.array?.map { $0["key"] } == [
                    .string(Documents.lot), .string(Self.dried),
                ])
            let made = recall["lots"]?.array?.last
            #expect(made?["reached"]?["from"] == .string(Documents.lot))
            #expect(
                made?["intakes"]?.array?.first?["affected"]?["quantity"] == .integer(120))
            #expect(recall["totals"]?["lots"] == .integer(2))
            #expect(
                recall["totals"]?["onHand"]?.array?.first?["quantity"] == .integer(210))
            #expect(
                recall["totals"]?["inTransit"]?.array?.first?["quantity"] == .integer(200))
            #expect(recall["isComplete"] == .bool(true))
        }
    }

    @Test func `an event begins a recall as well`() async throws {
        try await Self.withDrying { node in
            let recall = try Answer(
                try await node.get(
                    "/v1/events/urn%3Auuid%3At1/recall?lots=0", by: DemoChain.farm))

            #expect(recall["event"] == "urn:uuid:t1")
            #expect(recall["totals"]?["lots"] == .integer(1))
            #expect(recall["lots"]?.array == [] && recall["lotsOmitted"] == .integer(1))
        }
    }

    @Test func `a recall is a table, in pages that name the next`() async throws {
        try await Self.withDrying { node in
            let table = try await node.get(
                Self.path + "?lots=1", by: DemoChain.inspector, [.accept: "text/csv"])

            let lines = String(buffer: table.body).split(separator: "\r\n")
            #expect(lines.first?.hasPrefix("lot,depth,reached_from") == true)
            let start = Documents.lot + ",0,,,,,,"
            #expect(
                lines.dropFirst().map(String.init) == [
                    start + DemoChain.farm + ",on_hand,180,KGM,0",
                    start + DemoChain.processor + ",on_the_road,200,KGM,0",
                    start + DemoChain.farm + ",gone:processed,120,KGM,",
                ])
            let next = try #require(table.headers[.link])
            #expect(next.contains("&lots=1&after=1>; rel=\"next\""))
            let rest = try await node.get(
                Self.path + "?lots=1&after=1", by: DemoChain.farm, [.accept: "text/csv"])
            #expect(String(buffer: rest.body).contains(Self.dried))
            #expect(rest.headers[.link] == nil)
        }
    }

    @Test func `the document of a recall, captured, flags the lots`() async throws {
        try await Self.withDrying { node in
            let document = try await node.get(
                Self.path, by: DemoChain.farm, [.accept: "application/ld+json"])
            let response = try await node.post(
                "/epcis/v2/capture", String(buffer: document.body))
            let job = try await node.job(of: response)
            let lot = try Answer(
                try await node.get("/v1/lots/" + PercentCoding.encode(Self.dried)))

            #expect(job["success"] == .bool(true), "\(job)")
            #expect(lot["recall"]?["lot"] == .string(Self.dried))
            #expect(lot["recall"]?["depth"] == .integer(0))
        }
    }

    @Test func `what is made of a recalled lot is warned of`() async throws {
        try await Self.withDrying { node in
            let recall = Documents.event(
                "urn:uuid:r1", "2026-07-03T17:00:00+05:00", action: "OBSERVE", step: "holding",
                lot: Documents.lot, kilograms: "1", more: #""disposition":"recalled","#)
            let response = try await node.post(
                "/epcis/v2/capture", Documents.document(recall))
            #expect(try await node.job(of: response)["success"] == .bool(true))

            let verify = "/v1/labels/verify?code=https://id.gs1.org"
            let own = try Answer(try await node.get(verify + Documents.lot))
            let made = try Answer(try await node.get(verify + Self.dried))
            let page = try Answer(
                try await node.get(Self.dried, [.accept: "application/json"]))

            #expect(own["verdict"] == "recalled" && made["verdict"] == "known")
            #expect(own["notices"]?.array?.map { $0["code"] } == ["label.recalled"])
            #expect(made["notices"]?.array?.map { $0["code"] } == ["label.made_from_recalled"])
            #expect(page["standing"] == "madeFromRecalled")
        }
    }

    @Test(
        arguments: [
            (path + "?lots=20001", "request.parameter"), (path + "?depth=0", "request.parameter"),
            (path + "?all=1", "request.parameter"),
            ("/v1/lots/%2F01%2F04880000000028%2F10%2FX/recall", "resource.no_such_lot"),
            ("/v1/lots/nothing/recall", "request.identifier"),
            ("/v1/events/urn%3Auuid%3Anone/recall", "resource.no_such_event"),
            ("/v1/events/%ZZ/recall", "request.identifier"),
            (path + "?since=2026-07-01T00:00:00Z", "request.parameter"),
            ("/v1/plots/nothing/recall", "request.identifier"),
            ("/v1/certificates/inspector-1/F1/recall", "resource.no_such_certificate"),
            ("/v1/certificates/NOBODY/F1/recall", "resource.no_such_certificate"),
        ])
    func `a wrong question is told what is wrong`(path: String, code: String) async throws {
        try await RunningNode.withSeason { node in
            let answer = try Answer(try await node.get(path, by: DemoChain.inspector))

            #expect(answer.code == code)
        }
    }

    @Test
    func `those who supervise ask about every lot, a member about its own, nobody else at all`()
        async throws
    {
        try await Self.withDrying { node in
            func status(_ member: String) async throws -> (Int, String?) {
                let response = try await node.get(Self.path, by: member)
                return (Int(response.status.code), try Answer(response).code)
            }
            let anonymous = try Answer(try await node.get(Self.path))

            #expect(anonymous.code == "auth.missing")
            #expect(try await status(DemoChain.farm) == (200, nil))
            #expect(try await status(DemoChain.inspector) == (200, nil))
            #expect(try await status(DemoChain.sandbox) == (403, "auth.foreign_recall"))
        }
    }

    @Test func `a plot begins a recall of what grew on it`() async throws {
        try await RunningNode.withSeason { node in
            let plot = "https://farm.example/plot/7"
            let harvest = """
                {"type":"ObjectEvent","eventID":"urn:uuid:p7","eventTime":"2026-07-03T10:00:00+05:00",
                "eventTimeZoneOffset":"+05:00","action":"ADD",
                "bizStep":"https://daftar.tj/voc/BizStep-harvesting","quantityList":[
                {"epcClass":"https://id.gs1.org\(Self.dried)","quantity":30,"uom":"KGM"}],
                "ilmd":{"https://daftar.tj/voc/plot":"\(plot)"}}
                """
            let response = try await node.post("/epcis/v2/capture", Documents.document(harvest))
            #expect(try await node.job(of: response)["success"] == .bool(true))
            let path = "/v1/plots/" + PercentCoding.encode(plot) + "/recall"

            let found = try Answer(try await node.get(path, by: DemoChain.farm))
            let later = try Answer(
                try await node.get(path + "?since=2026-07-04T00:00:00Z", by: DemoChain.farm))
            let wrong = try Answer(
                try await node.get(
                    path + "?since=2026-07-04T00:00:00Z&until=2026-07-03T00:00:00Z",
                    by: DemoChain.farm))

            #expect(found["lots"]?.array?.map { $0["key"] } == [.string(Self.dried)])
            #expect(found["plot"]?.string == plot)
            #expect(later.code == "resource.no_such_plot")
            #expect(wrong.code == "request.parameter")
        }
    }

    @Test func `an event whose bytes are gone is not on this node`() throws {
        let id = TransactionID(Digest(hashing: [1]))

        #expect(
            Problem(describing: StorageError.contentAbsent(transaction: id)).kind.code
                == "resource.not_on_node")
    }

    @Test func `no id becomes a formula in a spreadsheet`() {
        let lot = AffectedLot(
            key: "=HYPERLINK(1)", depth: 0, reached: nil, intakes: [], unmeasuredInputs: 0,
            holdings: [], consignments: [],
            gone: [LotOutflow(holder: "a,\"b\"", cause: "consumed:sold", unit: .piece, amount: 3)])

        #expect(
            RecallTable(lots: [lot]).text.split(separator: "\r\n").last
                == "'=HYPERLINK(1),0,,,,,,\"a,\"\"b\"\"\",gone:sold,3,C62,")
    }
}
