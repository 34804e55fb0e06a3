import LedgerCore
import Storage
import Testing
import Traceability

@testable import Query

/// What answers say of claims: Docs/Spec/MassBalance.md §12.
struct ClaimAccountTests {
    private static let places = (0..<5).map { "urn:epc:id:sgln:4880001.00000.W\($0)" }

    /// Of 100 kg under a claim at each place 30 kg were made; one lot of each uses 10 kg.
    private func world() throws -> QueryWorld {
        let world = try QueryWorld(
            book: RuleBook([.first: .fifth]),
            members: [
                ("farm", "farm", .everything), ("farm-2", "farm", .everything),
                ("certifier", "certifier", .nothing),
            ])
        for (number, holder) in ["farm", "farm-2"].enumerated() {
            try world.record(
                EventText.event(
                    "ObjectEvent", id: nil, at: number,
                    """
                    ,"action":"OBSERVE","bizStep":"https://daftar.tj/voc/BizStep-certifying",\
                    "quantityList":[{"epcClass":"urn:epc:idpat:sgtin:4880001.012345.*",\
                    "quantity":1000,"uom":"KGM"}],"agri:certificate":{"number":"O-\(holder)",\
                    "kind":"organic","holder":"\(holder)",\
                    "validFrom":"2026-01-01T00:00:00Z","validUntil":"2027-01-01T00:00:00Z"}
                    """), by: "certifier")
        }
        for (index, place) in Self.places.enumerated() {
            try make("\(index)", at: place, by: "farm", world)
        }
        try make("other", at: Self.places[0], by: "farm-2", world)
        return world
    }

    private func make(
        _ name: String, at place: String, by member: String, _ world: QueryWorld
    ) throws {
        let custody = "\"agri:custody\":{\"claim\":\"organic\",\"model\""
        try world.record(
            EventText.harvest(
                "fresh-" + name, kilograms: 100, at: 10,
                extra: """
                    ,"agri:certificates":[{"issuer":"certifier","number":"O-\(member)"}],\
                    \(custody):"segregated"}
                    """),
            EventText.transform(
                [("fresh-" + name, 100)], into: [("made-" + name, 10), ("rest-" + name, 20)],
                at: 20,
                extra: """
                    ,"bizLocation":{"id":"\(place)"},\
                    \(custody):"mass_balance","lots":["\(EventText.lot("made-" + name))"]}
                    """), by: member)
    }

    private func search() throws -> ClaimAccountSearch {
        ClaimAccountSearch(holder: try #require(MemberID("farm")))
    }

    @Test func `a balance says under which model and claim a lot is, to everybody`() throws {
        let world = try world()

        let custody = try ["fresh-0", "made-0", "rest-0"].map { name in
            try #require(
                try world.index.read {
                    try $0.balance(of: EventText.lotKey(name), for: .anonymous)
                }
            ).custody
        }

        #expect(
            custody == [
                CustodyLeaf(model: .segregated, claim: .kind(.organic)),
                CustodyLeaf(model: .massBalance, claim: .kind(.organic)), nil,
            ])
    }

    @Test func `a lot that is no more is under no claim`() throws {
        let world = try QueryWorld(
            book: RuleBook([.first: .fifth]),
            members: [("farm", "farm", .everything), ("certifier", "certifier", .nothing)])
        try world.record(
            EventText.event(
                "ObjectEvent", id: nil, at: 0,
                """
                ,"action":"OBSERVE","bizStep":"https://daftar.tj/voc/BizStep-certifying",\
                "quantityList":[{"epcClass":"\(EventText.lot("A"))","quantity":9,"uom":"KGM"}],\
                "agri:certificate":{"number":"O","kind":"organic",\
                "validFrom":"2026-01-01T00:00:00Z","validUntil":"2027-01-01T00:00:00Z"}
                """), by: "certifier")
        func harvest(_ extra: String) -> String {
            EventText.harvest(
                "A", kilograms: 9, id: "urn:uuid:1",
                extra: """
                    ,"agri:certificates":[{"issuer":"certifier","number":"O"}],\
                    "agri:custody":{"model":"segregated","claim":"organic"}\(extra)
                    """)
        }
        try world.record(harvest(""), by: "farm")
        try world.record(harvest(EventText.declaration), by: "farm")

        let balance = try world.index.read { try $0.balance(of: EventText.lotKey("A")) }

        #expect(balance?.custody == nil && balance?.isWhole == true)
    }

    @Test(arguments: [1, 2, 4, 5, 6, 1_000])
    func `the accounts of a member come in pages, each once and in order`(limit: Int) throws {
        let world = try world()
        let search = try search()
        var found: [ClaimAccountFacts] = []
        var after: Bytes?
        var pages = 0

        repeat {
            let page = try world.ledger.read { try search.page(after: after, limit: limit, in: $0) }
            #expect(page.found.count <= limit && page.height == world.ledger.head.height)
            found += page.found
            after = page.next
            pages += 1
        } while after != nil

        #expect(found.map(\.account.place) == Self.places.map(EventText.key))
        #expect(
            found.map(\.leaf)
                == Array(
                    repeating: ClaimAccountLeaf(credited: 30_000_000, used: 10_000_000), count: 5))
        #expect(pages == (5 + limit - 1) / limit)
    }

    @Test func `a page goes on from a key of the member alone`() throws {
        let world = try world()
        let (search, stranger) = (
            try search(), ClaimAccountSearch(holder: try #require(MemberID("nobody")))
        )

        let page = try world.ledger.read { try search.page(after: nil, limit: 2, in: $0) }
        let none = try world.ledger.read { try stranger.page(after: nil, limit: 2, in: $0) }

        let next = try #require(page.next)
        #expect(search.isPlace(next) && !stranger.isPlace(next) && !search.isPlace([0x80]))
        #expect(none.found.isEmpty && none.next == nil)
    }
}
