import EPCIS
import LedgerCore
import Testing

/// What is sealed, what cannot be, and what comes of it.
struct SealingPlanTests {
    private static let context =
        #"["https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld",{"agri":"https://daftar.tj/voc/"}]"#
    private static let ruleNames = ["https://daftar.tj/voc/plot"]

    private static func plan(
        _ bytes: [UInt8], _ standing: SealingPlan.Standing = .unsigned
    ) throws(EPCISError) -> SealingPlan {
        try SealingPlan(bytes, standing, ruleNames: ruleNames)
    }

    private static func document(_ events: [String: String?]...) -> [UInt8] {
        SampleDocument.document(events.map { SampleDocument.event($0) }, context: context)
    }

    private static func salt(_ number: UInt8) -> FieldSalt {
        FieldSalt(bytes: Array(repeating: number, count: 16))!
    }

    private static func sealed(_ bytes: [UInt8]) throws -> [UInt8] {
        let plan = try plan(bytes)
        return plan.sealed(with: plan.fields.indices.map { salt(UInt8($0)) })
    }

    private static func findings(
        _ bytes: [UInt8], _ standing: SealingPlan.Standing = .unsigned
    ) -> [Finding] {
        do throws(EPCISError) {
            _ = try plan(bytes, standing)
            return []
        } catch {
            return error.violations.map { Finding($0.code, $0.pointer) }
        }
    }

    // MARK: What is sealed

    @Test(arguments: ["contract", "note", "person", "phone", "price"])
    func `the usual private names are sealed without being listed`(name: String) throws {
        let bytes = Self.document(["agri:\(name)": #""secret""#])

        let fields = try Self.plan(bytes).fields

        #expect(fields.map(\.pointer) == ["/agri:\(name)"])
        #expect(fields.map(\.value) == [.string("secret")])
    }

    @Test func `a private field is found wherever extensions may stand`() throws {
        let bytes = Self.document([
            "readPoint": #"{"id":"urn:epc:id:sgln:0614141.00777.0","agri:person":"a"}"#,
            "agri:deal": #"{"plain":[1,{"agri:price":2}]}"#, "agri:phone": #"["b","c"]"#,
        ])

        let fields = try Self.plan(bytes).fields

        #expect(
            Set(fields.map(\.pointer)) == [
                "/readPoint/agri:person", "/agri:deal/plain/1/agri:price", "/agri:phone",
            ])
    }

    @Test(arguments: [
        #""https://daftar.tj/voc/price""#, #""agri:price""#, #""x:price""#, #""agri:p\u0072ice""#,
        #""agri\u003aprice""#,
    ])
    func `no spelling of a name hides it`(name: String) throws {
        let bytes = Array(
            (#"{"@context":[\#(Self.context.dropFirst().dropLast()),{"x":"https://daftar.tj/voc/"}],"#
                + #""type":"ObjectEvent",\#(name):"secret"}"#).utf8)

        let sealed = try Self.sealed(bytes)

        #expect(!String(decoding: sealed, as: UTF8.self).contains("secret"))
    }

    @Test func `a name that a document lists is private, with the readers that it names`() throws {
        let bytes = Self.document([
            "agri:private":
                #"["agri:grade",{"name":"agri:price","readers":["https://daftar.tj/member/mill"]}]"#,
            "agri:grade": "1", "agri:other": "2", "agri:price": "3",
        ])

        let fields = try Self.plan(bytes).fields

        #expect(fields.map(\.pointer) == ["/agri:grade", "/agri:price"])
        #expect(fields.map(\.readers) == [[], ["https://daftar.tj/member/mill"]])
    }

    @Test func `a list of an event holds for that event, one of the document for all`() throws {
        let list = #"["agri:grade"]"#
        let ofEvent = Self.document(
            ["agri:private": list, "agri:grade": "1"], ["agri:grade": "2"])
        let head = #"{"@context":\#(Self.context),"agri:private":\#(list),"#
        let without = String(
            decoding: Self.document(["agri:grade": "1"], ["agri:grade": "2"]), as: UTF8.self)
        let ofDocument = Array(
            (head + without.dropFirst(#"{"@context":\#(Self.context),"#.count)).utf8)

        #expect(try Self.plan(ofEvent).fields.map(\.event) == [0])
        #expect(try Self.plan(ofDocument).fields.map(\.event) == [0, 1])
    }

    // MARK: What comes of it

    @Test func `the same salts give the same bytes, and nothing else changes`() throws {
        let bytes = Self.document(["agri:price": "4.50", "agri:other": "1.50"])

        let sealed = try Self.sealed(bytes)

        let commitment = FieldOpening(
            pointer: "/agri:price", salt: Self.salt(0),
            value: .number(ExactDecimal(parsing: "4.5")!)
        ).commitment
        let expected = String(decoding: bytes, as: UTF8.self).replacing(
            "4.50", with: #"{"https://daftar.tj/voc/sealed":"\#(commitment.hex)"}"#)
        #expect(String(decoding: sealed, as: UTF8.self) == expected)
        #expect(try Self.sealed(bytes) == sealed)
    }

    @Test func `the sealed document is EPCIS, and its hash is of the sealed form`() throws {
        let bytes = Self.document(["agri:price": "4.50"])

        let open = try EPCISDocument(json: bytes).events[0]
        let sealed = try EPCISDocument(json: Self.sealed(bytes)).events[0]

        #expect(EventHash.id(of: sealed) != EventHash.id(of: open))
        #expect(!EventHash.prehash(of: sealed).contains("4.5"))
        #expect(EventHash.prehash(of: sealed).contains("https://daftar.tj/voc/sealed"))
    }

    @Test func `a document that is sealed passes unchanged, signed or not`() throws {
        let sealed = try Self.sealed(Self.document(["agri:price": "4.50"]))

        #expect(try Self.plan(sealed).fields.isEmpty)
        #expect(try Self.plan(sealed, .signed).fields.isEmpty)
    }

    @Test func `a document without private fields stays as it is`() throws {
        let bytes = SampleDocument.document([SampleDocument.event()])

        #expect(try Self.sealed(bytes) == bytes)
    }

    @Test func `openings give the values back`() throws {
        let bytes = Self.document([
            "agri:deal": #"{"a~/b":{"agri:price":[1,{"x":null}]}}"#, "agri:note": #""text""#,
        ])
        let plan = try Self.plan(bytes)
        let openings = plan.fields.map { $0.opening(salt: Self.salt(7)) }
        let sealed = plan.sealed(with: plan.fields.map { _ in Self.salt(7) })
        let event = try EPCISDocument(json: sealed).events[0]
        let stored = StoredEvent(event, in: sealed)

        #expect(try stored.sealedFields().map(\.pointer) == plan.fields.map(\.pointer))
        let opened = try JSONValue(parsing: stored.opened(with: openings))
        let original = try JSONValue(parsing: bytes)["epcisBody"]?["eventList"]?.array?[0]
        #expect(opened == original)
        #expect(plan.fields[0].pointer == "/agri:deal/a~0~1b/agri:price")
    }

    // MARK: What cannot be sealed

    @Test(arguments: [
        (["agri:private": #"["agri:plot"]"#], .sealingNeededByRule, "/agri:private/0"),
        (
            ["agri:plot": #"{"agri:price":1}"#], Violation.Code.sealingNeededByRule,
            "/agri:plot/agri:price"
        ),
        (["agri:private": #"["bizStep"]"#], .sealingStandardField, "/agri:private/0"),
        (
            ["agri:private": #"[{"name":"quantityList"}]"#], .sealingStandardField,
            "/agri:private/0/name"
        ),
        (["agri:private": "[1]"], .sealingBadList, "/agri:private/0"),
        (["agri:private": "7"], .sealingBadList, "/agri:private"),
        (["agri:private": #"[{"readers":[]}]"#], .sealingBadList, "/agri:private/0"),
        (
            ["agri:private": #"[{"name":"agri:x","readers":"mill"}]"#], .sealingBadList,
            "/agri:private/0/readers"
        ),
        (
            ["agri:private": #"[{"name":"agri:x","readers":[1]}]"#], .sealingBadList,
            "/agri:private/0/readers/0"
        ),
        (["agri:private": #"["agri:sealed"]"#], .sealingBadList, "/agri:private/0"),
        (["agri:private": #"["agri:private"]"#], .sealingBadList, "/agri:private/0"),
        (["agri:price": #"{"agri:sealed":"00"}"#], .sealingMalformed, "/agri:price"),
        (
            ["agri:price": #"{"https://daftar.tj/voc/sealed":"00"}"#], .sealingMalformed,
            "/agri:price"
        ),
        (["agri:other": #"{"https://daftar.tj/voc/sealed":1}"#], .sealingMalformed, "/agri:other"),
    ])
    func `what stands in the way is told with its place`(
        changes: [String: String], code: Violation.Code, pointer: String
    ) {
        let bytes = Self.document(changes.mapValues { Optional($0) })

        #expect(Self.findings(bytes) == [Finding(code, "/epcisBody/eventList/0" + pointer)])
    }

    @Test func `a commitment with company, in capitals or inside a value is none`() throws {
        let digest = Digest.zero.hex.replacing("0", with: "a")
        let sealed = #""https://daftar.tj/voc/sealed":"\#(digest)""#

        for value in [
            "{\(sealed),\"x\":1}", "{\(sealed.replacing(digest, with: digest.uppercased()))}",
            "[{\(sealed)}]", "{\"x\":{\(sealed)}}",
        ] {
            let bytes = Self.document(["agri:price": value])
            #expect(
                Self.findings(bytes) == [
                    Finding(.sealingMalformed, "/epcisBody/eventList/0/agri:price")
                ])
        }
    }

    @Test func `around the events nothing private may stand`() {
        let text = String(decoding: Self.document([:]), as: UTF8.self)
        let head = #""agri:phone":"+992","epcisBody":{"agri:note":"x","#
        let master =
            #""epcisHeader":{"epcisMasterData":{"vocabularyList":[{"vocabularyElementList":[{"#
            + #""attributes":[{"id":"agri:phone","attribute":"+992"}]}]}]}},"#
        let bytes = Array(
            text.replacing(#""epcisBody":{"#, with: master + head).utf8)

        #expect(
            Self.findings(bytes) == [
                Finding(
                    .sealingOutsideEvent,
                    "/epcisHeader/epcisMasterData/vocabularyList/0/vocabularyElementList/0"
                        + "/attributes/0/id"),
                Finding(.sealingOutsideEvent, "/agri:phone"),
                Finding(.sealingOutsideEvent, "/epcisBody/agri:note"),
            ])
    }

    @Test func `events are those that the reader of documents finds, whatever else is called so`()
        throws
    {
        let event = SampleDocument.event(["agri:note": #""x""#])
        let answer = Array(
            (#"{"@context":\#(Self.context),"type":"EPCISQueryDocument","epcisBody":{"eventList":[\#(event)],"#
                + #""queryResults":{"resultsBody":{"eventList":[\#(event)]}}}}"#).utf8)

        #expect(
            Self.findings(answer) == [
                Finding(.sealingOutsideEvent, "/epcisBody/eventList/0/agri:note")
            ])
    }

    @Test func `what was signed must be sealed`() {
        let bytes = Self.document([:], ["agri:price": "1"])

        #expect(
            Self.findings(bytes, .signed) == [
                Finding(.sealingOpenField, "/epcisBody/eventList/1/agri:price")
            ])
    }

    @Test func `long values, long lists and many readers are refused`() {
        let long = Self.document(["agri:note": "\"" + String(repeating: "x", count: 65_535) + "\""])
        let names = (0...SealingLimits.namesMax).map { "\"agri:n\($0)\"" }.joined(separator: ",")
        let readers = (0...SealingLimits.readersMax).map { "\"urn:x:\($0)\"" }
            .joined(separator: ",")

        #expect(
            Self.findings(long) == [Finding(.sealingTooLarge, "/epcisBody/eventList/0/agri:note")])
        #expect(
            Self.findings(Self.document(["agri:private": "[\(names)]"])) == [
                Finding(.sealingTooLarge, "/epcisBody/eventList/0/agri:private")
            ])
        #expect(
            Self.findings(
                Self.document(["agri:private": #"[{"name":"agri:x","readers":[\#(readers)]}]"#]))
                == [
                    Finding(.sealingBadList, "/epcisBody/eventList/0/agri:private/0/readers")
                ])
    }

    @Test func `a document has at most so many private fields`() {
        let value = Array(repeating: #"{"agri:price":1}"#, count: SealingLimits.fieldsMax + 1)
            .joined(separator: ",")

        let found = Self.findings(Self.document(["agri:deals": "[\(value)]"]))

        #expect(
            found == [
                Finding(
                    .sealingTooLarge,
                    "/epcisBody/eventList/0/agri:deals/\(SealingLimits.fieldsMax)/agri:price")
            ])
    }

    @Test func `a name twice is no JSON, whichever of the two is private`() {
        let bytes = Array(#"{"agri:price":1,"agri:pr\u0069ce":2}"#.utf8)

        #expect(Self.findings(bytes) == [Finding(.jsonDuplicateKey, "/agri:price")])
    }

    @Test(arguments: ["1", "[]", "{}", #"{"epcisBody":1}"#, #"{"epcisBody":{"eventList":{}}}"#])
    func `what is no document has nothing to seal`(text: String) throws {
        #expect(try Self.plan(Array(text.utf8)).fields.isEmpty)
    }
}
