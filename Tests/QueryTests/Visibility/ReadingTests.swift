import EPCIS
import LedgerCore
import Query
import Testing

/// What the index shows of a chain of goods, by who asks.
struct ReadingTests {
    private static let kilogram: Int64 = 1_000_000

    /// A farm sells to a processor, who dries and sells to an exporter; a rival grows and claims.
    private func world() throws -> QueryWorld {
        let world = try QueryWorld(
            members: ["farm", "processor", "exporter", "rival"].map {
                ($0, "farm", MemberScope.everything)
            })
        try world.record(
            EventText.harvest("A", kilograms: 100, id: "urn:uuid:a", at: 3_600),
            EventText.ship("A", kilograms: 60, to: "processor", at: 7_200), by: "farm")
        try world.record(
            EventText.receive("A", kilograms: 60, at: 10_800, extra: Self.place),
            EventText.transform(
                [("A", 60)], into: [("D", 20)], id: "urn:uuid:t", at: 14_400, extra: Self.place),
            EventText.ship("D", kilograms: 20, to: "exporter", at: 18_000), by: "processor")
        try world.record(EventText.receive("D", kilograms: 20, at: 20_000), by: "exporter")
        // A claim about goods that nobody sent.
        try world.record(
            EventText.receive("A", kilograms: 1, at: 20_100),
            EventText.observe("A", step: "inspecting", at: 20_200), by: "rival")
        return world
    }

    private static let place = ",\"readPoint\":{\"id\":\"\(EventText.place)\"}"

    private func standings(_ world: QueryWorld, _ reader: Reader) throws -> [Standing] {
        try world.index.read {
            try $0.events(EventRequest(query: EventQuery()), for: reader)
        }.events.map(\.sight.standing)
    }

    @Test func `a standing follows the goods, and nobody gives it to himself`() throws {
        let world = try world()

        #expect(
            try standings(world, .user(of: "farm")) == [
                .recorder, .recorder, .party, .partner, .stranger, .stranger, .partner, .partner,
            ])
        #expect(
            try standings(world, .user(of: "processor")) == [
                .partner, .party, .recorder, .recorder, .recorder, .party, .partner, .partner,
            ])
        #expect(
            try standings(world, .user(of: "exporter")) == [
                .stranger, .stranger, .stranger, .partner, .party, .recorder, .stranger, .stranger,
            ])
        #expect(
            try standings(world, .user(of: "rival"))
                == Array(repeating: .stranger, count: 6) + [.recorder, .recorder])
        #expect(try standings(world, .anonymous) == Array(repeating: .stranger, count: 8))
        #expect(try standings(world, .overseer) == Array(repeating: .supervisor, count: 8))
    }

    @Test func `a party stands for its member, and a suspended inspector supervises nothing`()
        throws
    {
        let world = try world()
        let id = try #require(MemberID("broker"))
        let broker = Reader(
            id,
            MemberLeaf(
                name: "Broker", roles: [.regulator], scope: .nothing,
                parties: ["https://daftar.tj/member/processor"], isSuspended: true))

        let found = try standings(world, broker)

        #expect(found[1] == .party)
        #expect(!found.contains(.supervisor))
    }

    @Test(arguments: ["anonymous", "farm", "processor", "exporter", "rival", "overseer"])
    func `questions are answered by what the reader sees`(name: String) throws {
        let world = try world()
        let reader: Reader =
            switch name {
            case "anonymous": .anonymous
            case "overseer": .overseer
            default: .user(of: name)
            }
        let all = try world.index.read {
            try $0.events(EventRequest(query: EventQuery()), for: reader)
        }.events
        let shown = try world.index.serve(all).map { event in
            let frame = EPCISDocument(
                form: .capture, namespaces: NamespaceMap(), schemaVersion: "2.0",
                creationDate: EventTime(milliseconds: 0))
            let bytes = try #require(event.bytes)
            return try #require(
                try EPCISDocument(json: frame.json { $0.append(raw: bytes) }).events.first)
        }
        let start = 1_790_000_000_000 - 4_399_200_000 as Int64
        let bounds = shown.map(\.eventTime.milliseconds) + [start]

        for bound in Set(bounds.flatMap { [$0 - 1, $0, $0 + 1, $0 + 3_600_000] }).sorted() {
            var from = EventQuery()
            from.eventTime.from = bound
            var before = EventQuery()
            before.eventTime.before = bound
            let isFrom = shown.map { $0.eventTime.milliseconds >= bound }
            #expect(try numbers(world, from, reader) == places(isFrom))
            #expect(try numbers(world, before, reader) == places(isFrom.map { !$0 }))
        }
        var there = EventQuery()
        there.readPoints = [EventText.key(EventText.place)]
        #expect(
            try numbers(world, there, reader) == places(shown.map { $0.readPoint != nil }))
        var ordered = EventQuery()
        ordered.order = EventQuery.Order(field: .eventTime, isDescending: true)
        let order = shown.enumerated().sorted {
            ($0.element.eventTime.milliseconds, $0.offset)
                > ($1.element.eventTime.milliseconds, $1.offset)
        }.map { Int64($0.offset + 1) }
        #expect(try numbers(world, ordered, reader) == order)
        #expect(try pages(world, ordered, reader) == order)
    }

    private func numbers(
        _ world: QueryWorld, _ query: EventQuery, _ reader: Reader
    ) throws -> [Int64] {
        try world.index.read { try $0.events(EventRequest(query: query), for: reader) }
            .events.map(\.number)
    }

    private func pages(
        _ world: QueryWorld, _ query: EventQuery, _ reader: Reader
    ) throws -> [Int64] {
        var found: [Int64] = []
        var request = EventRequest(query: query, perPage: 3)
        repeat {
            let page = try world.index.read { try $0.events(request, for: reader) }
            found += page.events.map(\.number)
            request.pageToken = page.nextPageToken
        } while request.pageToken != nil
        return found
    }

    private func places(_ flags: [Bool]) -> [Int64] {
        flags.indices.filter { flags[$0] }.map { Int64($0 + 1) }
    }

    @Test func `a trace shows everybody the same graph, and amounts to partners of each lot`()
        throws
    {
        let world = try world()
        func trace(_ reader: Reader) throws -> Trace {
            try #require(
                try world.index.read {
                    try $0.trace(of: EventText.lotKey("D"), .upstream, for: reader)
                })
        }
        let (all, rival) = (try trace(.overseer), try trace(.user(of: "rival")))
        let (farm, exporter) = (try trace(.user(of: "farm")), try trace(.user(of: "exporter")))

        for other in [rival, farm, exporter, try trace(.anonymous)] {
            #expect(other.nodes == all.nodes)
            #expect(
                other.joints.map { $0.inputs.map(\.node) }
                    == all.joints.map { $0.inputs.map(\.node) })
        }
        #expect(all.joints[0].inputs[0].amount == 60 * Self.kilogram)
        #expect(rival.joints[0].inputs[0].amount == nil)
        #expect(rival.joints[0].outputs[0].amount == nil)
        #expect(rival.joints[0].events[0].place == nil)
        #expect(
            rival.joints[0].events[0].eventTime.milliseconds
                == Day.start(
                    of: all.joints[0].events[0].eventTime.milliseconds, zoneMinutes: 300))
        #expect(farm.joints[0].inputs[0].amount == 60 * Self.kilogram)
        #expect(farm.joints[0].outputs[0].amount == nil)
        #expect(exporter.joints[0].inputs[0].amount == nil)
        #expect(exporter.joints[0].outputs[0].amount == 20 * Self.kilogram)
        #expect(exporter.joints[0].events[0].place == all.joints[0].events[0].place)
        #expect(exporter.joints[0].events[0].eventTime == all.joints[0].events[0].eventTime)
        #expect(exporter.joints[0].events[0].standing == .partner)
    }

    @Test func `the books of a lot are for its partners, one's own for oneself`() throws {
        let world = try world()
        func balance(_ lot: String, _ reader: Reader) throws -> LotBalance {
            try #require(
                try world.index.read { try $0.balance(of: EventText.lotKey(lot), for: reader) })
        }

        let (farm, rival) = (
            try balance("A", .user(of: "farm")), try balance("A", .user(of: "rival"))
        )
        let stranger = try balance("A", .anonymous)

        #expect(farm.isWhole && farm.holdings.map(\.holder) == ["farm", "rival"])
        #expect(!rival.isWhole && Set(rival.holdings.map(\.holder)).isSubset(of: ["rival"]))
        #expect(!stranger.isWhole && stranger.holdings.isEmpty && stranger.consignments.isEmpty)
        #expect(farm.hasUnaccounted == stranger.hasUnaccounted)
        #expect(try balance("D", .user(of: "farm")).holdings.isEmpty)
        #expect(try balance("D", .user(of: "exporter")).isWhole)
        #expect(try balance("A", .overseer).isWhole)
    }

    @Test func `one event that narrows amounts closes the books to partners`() throws {
        let world = try world()
        try world.record(
            EventText.delete(
                "A", kilograms: 1, step: "destroying", at: 20_300,
                extra: ",\"agri:visibility\":{\"fields\":{\"amount\":\"parties\"}}"), by: "farm")

        let seen = try world.index.read {
            try $0.balance(of: EventText.lotKey("A"), for: .user(of: "processor"))
        }

        let own = try world.index.read {
            try $0.balance(of: EventText.lotKey("A"), for: .user(of: "farm"))
        }
        #expect(seen?.isWhole == false && seen?.holdings.isEmpty == true)
        #expect(own?.isWhole == false && own?.holdings.map(\.holder) == ["farm"])
    }

    @Test func `the history of a lot shows postings and places by standing`() throws {
        let world = try world()
        func history(_ reader: Reader) throws -> [LotStep] {
            try #require(
                try world.index.read { try $0.history(of: EventText.lotKey("A"), for: reader) }
            ).steps
        }

        let (all, rival) = (try history(.overseer), try history(.user(of: "rival")))
        let processor = try history(.user(of: "processor"))

        #expect(rival.map(\.event.eventID).sorted() == all.map(\.event.eventID).sorted())
        #expect(rival.filter { $0.event.member != "rival" }.allSatisfy { $0.postings.isEmpty })
        #expect(rival.allSatisfy { $0.readPoint == nil })
        #expect(processor.map(\.postings) == all.map(\.postings))
        #expect(processor.map(\.readPoint) == all.map(\.readPoint))
    }

    @Test func `a recall shows a stranger the lots and no amount`() async throws {
        let world = try world()
        func recall(_ reader: Reader) async throws -> Recall {
            try #require(
                try await world.index.recall(from: .lot(EventText.lotKey("A")), for: reader))
        }

        let (all, stranger) = (try await recall(.overseer), try await recall(.anonymous))
        let processor = try await recall(.user(of: "processor"))

        #expect(stranger.lots.map(\.key) == all.lots.map(\.key))
        #expect(stranger.totals.lots == 2 && stranger.totals.amounts == nil)
        #expect(stranger.lots.allSatisfy { $0.holdings.isEmpty && $0.intakes.isEmpty })
        #expect(processor.lots.map(\.holdings.count) == all.lots.map(\.holdings.count))
        await #expect(throws: RecallRefusal.foreign(member: "exporter")) {
            try await recall(.user(of: "exporter"))
        }
        #expect(all.totals.amounts?.holders == 3)
    }
}
