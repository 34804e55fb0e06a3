import Foundation
import Node
import Testing

struct PageRendererTests {
    private let renderer: PageRenderer

    init() throws {
        renderer = try PageRenderer()
    }

    @Test func `the page of a lot names district, harvest, steps and holders`() {
        let html = renderer.html(.sample, in: .english)

        #expect(html.contains("<html lang=\"en\">"))
        for fact in [
            "Dried apricots", "K-26-014", "Isfara district", "28\u{A0}June 2026", "Dilshod farm",
            "Dried", "Counted from its origin on", "412",
        ] {
            #expect(html.contains(fact), "\(fact)")
        }
    }

    @Test func `what was imported or was there before is called no harvest`() {
        var page = LabelPage.sample
        page.standing = .partlyDeclared
        page.shares = [
            LabelPage.Share(origin: "imported", country: "UZ", thousandths: 625),
            LabelPage.Share(origin: "declared", country: nil, thousandths: 375),
        ]
        page.origins = [LabelPage.Arrival.imported, .declared, .mixed].map { arrival in
            var origin = page.origins[0]
            origin.harvestDate = nil
            origin.arrivalDate = "2026-06-29"
            origin.arrival = arrival
            origin.country = arrival == .imported ? "UZ" : nil
            return origin
        }

        let html = renderer.html(page, in: .english)

        for fact in [
            "Counted, in part from older stock", "Where it comes from",
            "Imported from UZ: 29\u{A0}June 2026", "Stock from before the ledger",
            "62.5 % imported from UZ · 37.5 % declared stock, no recorded harvest</p>",
            "Recorded by: Dilshod farm",
        ] {
            #expect(html.contains(fact), "\(fact)")
        }
        #expect(!html.contains("Harvested") && !html.contains("Where it grew"))
        #expect(!html.contains("Grower"))
    }

    @Test(arguments: Language.allCases)
    func `no name from outside becomes markup`(_ language: Language) {
        var page = LabelPage.sample
        page.steps[0].holder = LocalizedText("<script>alert(1)</script> \"&'")

        let html = renderer.html(page, in: language)

        #expect(!html.contains("<script"))
        #expect(html.contains("&lt;script&gt;"))
    }

    @Test(arguments: Language.allCases)
    func `a page with forty steps stays small enough for a first view of 14 KB`(
        _ language: Language
    ) throws {
        var page = LabelPage.sample
        page.steps = Array(repeating: page.steps[0], count: 40)

        let html = renderer.html(page, in: language)

        // Text of this kind shrinks to less than half; the first view then fits 14 KB.
        #expect(html.utf8.count < 28 * 1_024)
        #expect(!html.contains("http-equiv") && !html.contains("src="))
    }

    @Test func `an unknown label is told apart from a malformed one`() {
        let unknown = renderer.html(
            NoticePage(kind: .unknown, code: "/01/04880001000015/10/ZZ"), in: .english)
        let malformed = renderer.html(
            NoticePage(kind: .malformed, code: "/01/1", reason: "a GTIN has 14 digits"),
            in: .english)

        #expect(unknown.contains("This label is not known"))
        #expect(malformed.contains("a GTIN has 14 digits"))
    }

    @Test func `the data says the same as the page`() throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys

        let json = String(decoding: try encoder.encode(LabelPage.sample), as: UTF8.self)

        for fact in [
            "\"name\":\"Dried apricots\"", "\"harvestDate\":\"2026-06-28\"",
            "\"en\":\"Isfara district\"", "\"standing\":\"counted\"",
        ] {
            #expect(json.contains(fact), "\(fact) in \(json)")
        }
    }
}

extension LabelPage {
    static let sample = LabelPage(
        code: "/01/04880001000015/10/K-26-014", lot: "/01/04880001000015/10/K-26-014",
        product: LocalizedText("Dried apricots", [.russian: "Курага", .tajik: "Қайсӣ"]),
        standing: .counted,
        origins: [
            Origin(
                district: LocalizedText("Isfara", [.english: "Isfara district"]), place: nil,
                grower: LocalizedText("Dilshod farm"), harvestDate: "2026-06-28",
                product: LocalizedText("Fresh apricots"), lot: "/01/04880001000022/10/H-1")
        ],
        steps: [
            Step(
                time: "2026-06-30T06:40:00+05:00", step: "https://daftar.tj/voc/BizStep-drying",
                place: LocalizedText("Isfara works"), district: nil,
                holder: LocalizedText("Isfara Dried Fruit"), eventID: "urn:uuid:1")
        ],
        ledger: LedgerPlace(
            chainID: String(repeating: "ab", count: 32), height: 412,
            blockID: String(repeating: "5f", count: 32), time: "2026-07-14T10:00:00Z"))
}
