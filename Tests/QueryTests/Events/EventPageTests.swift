import EPCIS
import LedgerCore
import Query
import Storage
import Testing

struct EventPageTests {
    /// Thirty events in six blocks, whose times run against the order of the ledger.
    private func world() throws -> QueryWorld {
        let world = try QueryWorld()
        for block in 0..<6 {
            try world.record(
                (0..<5).map { number in
                    EventText.harvest("\(block)-\(number)", at: 1_000 - block * 10 - number % 2)
                }, by: "farm")
        }
        return world
    }

    private func pages(
        _ world: QueryWorld, _ query: EventQuery, perPage: Int,
        between: () throws -> Void = {}
    ) throws -> [[EventRecord]] {
        var pages: [[EventRecord]] = []
        var request = EventRequest(query: query, perPage: perPage)
        repeat {
            let page = try world.index.read { try $0.events(request) }
            pages.append(page.events)
            request.pageToken = page.nextPageToken
            try between()
        } while request.pageToken != nil
        return pages
    }

    @Test(arguments: [
        EventQuery.Order(), EventQuery.Order(isDescending: true),
        EventQuery.Order(field: .eventTime),
        EventQuery.Order(field: .eventTime, isDescending: true),
    ])
    func `pages neither shift nor repeat while events arrive`(order: EventQuery.Order) throws {
        let world = try world()
        var query = EventQuery()
        query.order = order
        let whole = try world.index.read { try $0.events(EventRequest(query: query)) }.events
        var arrived = 0

        let pages = try pages(world, query, perPage: 4) {
            arrived += 1
            try world.record(
                EventText.harvest("new\(arrived)", at: 995), EventText.harvest("x\(arrived)"),
                by: "farm")
        }

        #expect(pages.flatMap(\.self) == whole)
        #expect(whole.count == 30)
        #expect(pages.map(\.count) == [4, 4, 4, 4, 4, 4, 4, 2])
        let times = whole.map { order.field == .eventTime ? $0.eventTime : $0.recordTime }
        #expect(times == times.sorted { order.isDescending ? $0 > $1 : $0 < $1 })
    }

    @Test func `a limit holds over all pages, and a maximum is an error beyond it`() throws {
        let world = try world()
        var query = EventQuery()
        query.limit = .first(7)
        #expect(try pages(world, query, perPage: 3).map(\.count) == [3, 3, 1])
        query.limit = .atMost(30)
        #expect(try pages(world, query, perPage: 20).map(\.count) == [20, 10])
        query.limit = .atMost(29)
        #expect(throws: EventQueryError.tooManyEvents(max: 29)) {
            _ = try pages(world, query, perPage: 20)
        }
    }

    @Test func `a token of another question, or of nobody, is refused`() throws {
        let world = try world()
        let token = try world.index.read {
            try $0.events(EventRequest(query: EventQuery(), perPage: 2))
        }.nextPageToken
        var other = EventQuery()
        other.actions = [.add]

        for (query, token) in [(other, token), (EventQuery(), "zz"), (EventQuery(), "83")] {
            #expect(throws: EventQueryError.badPageToken) {
                _ = try world.index.read {
                    try $0.events(EventRequest(query: query, pageToken: token))
                }
            }
        }
    }

    @Test func `each filter keeps what it names`() throws {
        let world = try QueryWorld()
        try world.record(
            EventText.harvest("A", id: "urn:uuid:a", at: 1), EventText.harvest("B", at: 2),
            by: "farm")
        try world.record(
            EventText.observe("A", step: "inspecting", at: 3),
            EventText.transform([("A", 10)], into: [("C", 9)], joinedBy: "urn:uuid:t", at: 4),
            EventText.pack("C", kilograms: 1, into: EventText.pallet(1), at: 5), by: "farm")
        try world.record(
            EventText.harvest("A", id: "urn:uuid:z", at: 6, extra: ""), by: "farm")
        func count(_ change: (inout EventQuery) -> Void) throws -> Int {
            var query = EventQuery()
            change(&query)
            return try world.index.read { try $0.events(EventRequest(query: query)) }.events.count
        }
        let lotA = EventText.lotKey("A")
        let any: [MentionRole] = [.epcClass, .inputClass, .outputClass]

        #expect(try count { _ in } == 6)
        #expect(try count { $0.eventTypes = [.transformation, .aggregation] } == 2)
        #expect(try count { $0.actions = [.observe] } == 1)
        #expect(try count { $0.bizSteps = ["inspecting", "packing"] } == 2)
        #expect(try count { $0.bizSteps = ["arriving"] } == 0)
        #expect(try count { $0.dispositions = ["active"] } == 3)
        #expect(try count { $0.readPoints = [EventText.key(EventText.place)] } == 3)
        #expect(try count { $0.bizLocations = [EventText.key(EventText.place)] } == 0)
        #expect(try count { $0.eventIDs = ["urn:uuid:a", "urn:uuid:none"] } == 1)
        #expect(try count { $0.transformationIDs = ["urn:uuid:t"] } == 1)
        #expect(try count { $0.matches = [.init(roles: [.epcClass], keys: [lotA])] } == 3)
        #expect(try count { $0.matches = [.init(roles: any, keys: [lotA])] } == 4)
        #expect(
            try count {
                $0.matches = [
                    .init(roles: [.parent], keys: [EventText.key(EventText.pallet(1))])
                ]
            } == 1)
        #expect(
            try count {
                $0.matches = [
                    .init(roles: any, keys: [lotA]),
                    .init(roles: [.outputClass], keys: [EventText.lotKey("C")]),
                ]
            } == 1)
        #expect(try count { $0.hasErrorDeclaration = true } == 0)
        let second = QueryWorld.start.milliseconds + 2_000
        #expect(try count { $0.recordTime = .init(from: second) } == 4)
        #expect(try count { $0.recordTime = .init(before: second) } == 2)
        let all = try world.index.read { try $0.events(EventRequest(query: EventQuery())) }.events
        #expect(
            try count {
                $0.eventTime = .init(
                    from: all[1].eventTime.milliseconds, before: all[4].eventTime.milliseconds)
            } == 3)
    }

    @Test func `an event is served as it was captured, with the ledger's record time`() throws {
        let world = try QueryWorld()
        let named = EventText.harvest("A", id: "urn:uuid:a", at: 1)
        let unnamed = EventText.observe("A", step: "inspecting", at: 2)
        try world.commit([
            try world.capture([named, unnamed], by: "farm"),
            try world.capture([EventText.observe("A", step: "packing", at: 3)], by: "farm"),
        ])

        let records = try world.index.read { try $0.events(EventRequest(query: EventQuery())) }
        let served = try world.index.serve(records.events)

        let values = try served.map { try JSONValue(parsing: try #require($0.bytes)) }
        #expect(
            values.map { $0["recordTime"] }
                == Array(repeating: "2026-09-21T14:13:21.000Z", count: 3).map(JSONValue.string))
        #expect(values[0]["eventID"] == .string("urn:uuid:a"))
        #expect(values[1]["eventID"]?.string?.hasPrefix("ni:///sha-256;") == true)
        #expect(values[2]["bizStep"] == .string("packing"))
        #expect(values[0]["@context"] != nil)
        let original = try JSONValue(parsing: Array(named.utf8))
        #expect(values[0]["ilmd"] == original["ilmd"])
        #expect(values[0]["quantityList"] == original["quantityList"])
    }

    @Test func `an event whose content was purged is known, and has no bytes`() throws {
        let world = try QueryWorld()
        let transaction = try world.capture([EventText.harvest("A", id: "urn:uuid:a")], by: "farm")
        try world.commit([transaction])
        try world.ledger.purgeContents(of: [transaction.id])

        let records = try world.index.read { try $0.events(withID: "urn:uuid:a") }
        let served = try world.index.serve(records)

        #expect(records.map(\.transaction) == [transaction.id])
        #expect(served.map(\.bytes) == [nil])
    }

    @Test func `an event and the declaration of its error share an id`() throws {
        let world = try QueryWorld()
        try world.record(EventText.harvest("A", id: "urn:uuid:a"), by: "farm")
        try world.record(
            EventText.harvest("A", id: "urn:uuid:a", extra: EventText.declaration), by: "farm")

        let records = try world.index.read { try $0.events(withID: "urn:uuid:a") }

        #expect(records.map(\.isDeclaration) == [false, true])
        #expect(records.map(\.isDeclared) == [true, false])
    }
}
