import EPCIS
import HTTPTypes
import HummingbirdTesting
import NIOCore
import Testing

@testable import Node

/// The page of a label, from a capture with names in its header.
struct LabelPagesTests {
    private static func withNames(
        _ body: @Sendable @escaping (RunningNode) async throws -> Void
    ) async throws {
        try await RunningNode.with { node in
            let response = try await node.post(
                "/epcis/v2/capture",
                Documents.named(Documents.harvest("urn:uuid:h1")))
            #expect(try await node.job(of: response)["success"] == .bool(true))
            try await body(node)
        }
    }

    @Test(
        arguments: [
            ("tg", "Зардолу"), ("ru", "Абрикос"), ("en", "Apricot"), ("de", "Зардолу"),
        ])
    func `the page speaks the reader's language`(language: String, product: String) async throws {
        try await Self.withNames { node in
            let page = try await node.get(Documents.lot, [.acceptLanguage: language])

            let html = String(buffer: page.body)
            #expect(page.status == .ok)
            #expect(page.headers[.contentType] == "text/html; charset=utf-8")
            #expect(page.headers[.vary] == "Accept, Accept-Language")
            #expect(html.contains(product))
            #expect(!html.contains("<script") && !html.contains("http-equiv"))
        }
    }

    @Test func `the reader's own choice beats the browser's`() async throws {
        try await Self.withNames { node in
            let page = try await node.get(
                Documents.lot + "?lang=ru", [.acceptLanguage: "en"])
            let wrong = try await node.get(Documents.lot + "?lang=xx")

            #expect(page.headers[.contentLanguage] == "ru")
            #expect(wrong.status == .badRequest)
        }
    }

    @Test func `the same facts come as data`() async throws {
        try await Self.withNames { node in
            let answer = try Answer(
                try await node.get(Documents.lot, [.accept: "application/json"]))

            #expect(answer["lot"] == .string(Documents.lot))
            #expect(answer["product"]?["ru"] == "Абрикос")
            #expect(answer["standing"] == "counted")
            let origin = answer["origins"]?.array?.first
            #expect(origin?["district"]?["en"] == "Isfara district")
            #expect(origin?["harvestDate"] == "2026-07-03")
            #expect(answer["steps"]?.array?.map { $0["step"] } == ["commissioning"])
            #expect(answer["ledger"]?["height"] == .integer(1))
        }
    }

    @Test func `a page that did not change is not sent again`() async throws {
        try await Self.withNames { node in
            let first = try await node.get(Documents.lot)
            let tag = try #require(first.headers[.eTag])
            let second = try await node.get(Documents.lot, [.ifNoneMatch: tag])

            #expect(second.status == .notModified)
            #expect(second.body.readableBytes == 0)
        }
    }

    @Test func `an item shows its lot, an unknown label a warning, a wrong one a reason`()
        async throws
    {
        try await Self.withNames { node in
            let item = try await node.get(Documents.lot + "/21/7")
            let unknown = try await node.get("/01/04880000000028/10/ZZ")
            let data = try Answer(
                try await node.get(
                    "/01/04880000000028/10/ZZ", [.accept: "application/json"]))
            let wrong = try await node.get("/01/04880000000012/10/A1")

            #expect(item.status == .ok)
            #expect(unknown.status == .notFound)
            #expect(unknown.headers[.contentType] == "text/html; charset=utf-8")
            #expect(data.code == "resource.no_such_label")
            #expect(wrong.status == .badRequest)
        }
    }

    @Test func `a place has a page when its owner has described it`() async throws {
        try await Self.withNames { node in
            let place = try Answer(
                try await node.get("/414/4880000000011", [.accept: "application/json"]))
            let unknown = try await node.get("/414/4880000000028")

            #expect(place["name"]?["name"] == "Orchard 3")
            #expect(unknown.status == .notFound)
        }
    }

    @Test func `a new block makes the page new`() async throws {
        try await Self.withNames { node in
            _ = try await node.get(Documents.lot, [.accept: "application/json"])
            let shipment = try await node.post(
                "/epcis/v2/capture", Documents.document(Documents.shipment("urn:uuid:s1")))
            _ = try await node.job(of: shipment)

            let after = try Answer(
                try await node.get(Documents.lot, [.accept: "application/json"]))
            #expect(after["steps"]?.array?.count == 2)
            #expect(after["ledger"]?["height"] == .integer(2))
        }
    }

    @Test func `the resolver describes itself`() async throws {
        try await Self.withNames { node in
            let answer = try Answer(try await node.get("/.well-known/gs1resolver"))

            #expect(answer["supportedPrimaryKeys"] == .array(["00", "01", "414"]))
        }
    }
}
