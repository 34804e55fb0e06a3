import EPCIS
import Query
import Testing

struct EventQueryParsingTests {
    private func request(_ parameters: (String, String)...) throws -> EventRequest {
        try EventRequest(
            parameters: parameters.map { (name: $0.0, value: $0.1) }, perPageMax: 100)
    }

    @Test func `every parameter of the basic set is read, in any spelling of its values`() throws {
        let request = try request(
            ("eventType", "ObjectEvent|TransformationEvent"),
            ("GE_eventTime", "2026-07-12T08:00:00+05:00"),
            ("LT_eventTime", "2026-07-13T00:00:00Z"),
            ("GE_recordTime", "1970-01-01T00:00:01Z"),
            ("EQ_action", "ADD"),
            ("EQ_bizStep", "urn:epcglobal:cbv:bizstep:shipping|receiving"),
            ("EQ_disposition", "https://ref.gs1.org/cbv/Disp-active"),
            ("EQ_readPoint", EventText.place),
            ("MATCH_anyEPC", "https://id.gs1.org/01/04880001123450/21/7"),
            ("MATCH_epcClass", EventText.lot("A")),
            ("EQ_eventID", "urn:uuid:1|urn:uuid:2"),
            ("EXISTS_errorDeclaration", "false"),
            ("orderBy", "eventTime"), ("orderDirection", "ASC"), ("eventCountLimit", "9"),
            ("perPage", "5000"), ("nextPageToken", "00"))

        var query = EventQuery()
        query.eventTypes = [.object, .transformation]
        query.eventTime = EventQuery.TimeSpan(
            from: 1_783_825_200_000, before: 1_783_900_800_000)
        query.recordTime = EventQuery.TimeSpan(from: 1_000)
        query.actions = [.add]
        query.bizSteps = ["shipping", "receiving"]
        query.dispositions = ["active"]
        query.readPoints = [EventText.key(EventText.place)]
        query.matches = [
            EventQuery.Match(
                roles: [.epc, .parent, .inputEPC, .outputEPC],
                keys: ["/01/04880001123450/21/7"]),
            EventQuery.Match(roles: [.epcClass], keys: [EventText.lotKey("A")]),
        ]
        query.eventIDs = ["urn:uuid:1", "urn:uuid:2"]
        query.hasErrorDeclaration = false
        query.order = EventQuery.Order(field: .eventTime, isDescending: false)
        query.limit = .first(9)
        #expect(request == EventRequest(query: query, perPage: 100, pageToken: "00"))
    }

    @Test func `an order is descending unless it says otherwise`() throws {
        #expect(try request(("orderBy", "recordTime")).query.order.isDescending)
        #expect(try request().query.order == EventQuery.Order())
    }

    @Test(arguments: [
        ("EQ_colour", "red", EventQueryError.unknownParameter("EQ_colour")),
        (
            "maxEventCount", "0",
            .badValue(parameter: "maxEventCount", value: "0", expected: "a whole number above 0")
        ),
        (
            "EQ_bizStep", "shiping",
            .badValue(
                parameter: "EQ_bizStep", value: "shiping", expected: "a word of CBV 2.0, or a URI")
        ),
        (
            "orderDirection", "UP",
            .badValue(parameter: "orderDirection", value: "UP", expected: "ASC or DESC")
        ),
        (
            "eventType", "Harvest",
            .badValue(
                parameter: "eventType", value: "Harvest", expected: "one of the standard's words")
        ),
        (
            "EQ_eventID", "a||b",
            .badValue(parameter: "EQ_eventID", value: "a||b", expected: "values between |")
        ),
        ("eventCountLimit", "3", .limitWithoutOrder),
        (
            "EXISTS_errorDeclaration", "yes",
            .badValue(parameter: "EXISTS_errorDeclaration", value: "yes", expected: "true or false")
        ),
        (
            "GE_eventTime", "2026-07-12",
            .badValue(
                parameter: "GE_eventTime", value: "2026-07-12",
                expected: "a time with zone, such as 2026-07-12T08:30:00+05:00")
        ),
    ])
    func `a parameter that means nothing is an error, never ignored`(
        name: String, value: String, error: EventQueryError
    ) {
        #expect(throws: error) { _ = try request((name, value)) }
    }

    @Test func `a parameter of too many values is refused before it is asked`() {
        let many = Array(repeating: "urn:uuid:a", count: EventRequest.valuesMax + 1)

        #expect(
            throws: EventQueryError.tooManyValues(
                parameter: "EQ_eventID", max: EventRequest.valuesMax)
        ) { _ = try request(("EQ_eventID", many.joined(separator: "|"))) }
    }

    @Test func `a parameter counts once, and two limits are one too many`() {
        #expect(throws: EventQueryError.repeatedParameter("perPage")) {
            _ = try request(("perPage", "1"), ("perPage", "2"))
        }
        #expect(throws: EventQueryError.twoLimits) {
            _ = try request(
                ("orderBy", "eventTime"), ("eventCountLimit", "3"), ("maxEventCount", "3"))
        }
        #expect(throws: EventQueryError.self) {
            _ = try request(("MATCH_epc", "urn:epc:id:sgtin:4880001.012345"))
        }
        #expect(
            throws: EventQueryError.patternNotSupported(
                parameter: "MATCH_epc", value: "urn:epc:idpat:sgtin:4880001.*.*")
        ) { _ = try request(("MATCH_epc", "urn:epc:idpat:sgtin:4880001.*.*")) }
    }
}
