import EPCIS
import Testing

/// One refusal each, by its code and place.
struct EventRulesTests {
    @Test func `the sample event is sound`() {
        #expect(SampleDocument.findings(about: SampleDocument.event()) == [])
    }

    @Test(
        arguments: [
            (["eventTime": nil], Finding(.missingField, "")),
            (["eventTimeZoneOffset": nil], Finding(.missingField, "")),
            (["action": nil], Finding(.missingField, "")),
            (["type": nil], Finding(.missingField, "")),
            (["type": #""HarvestEvent""#], Finding(.unknownEventType, "/type")),
            (["eventTime": #""2024-05-01T09:30:00""#], Finding(.badTime, "/eventTime")),
            (["recordTime": #""yesterday""#], Finding(.badTime, "/recordTime")),
            (
                ["eventTimeZoneOffset": #""+15:00""#],
                Finding(.badTimeZoneOffset, "/eventTimeZoneOffset")
            ),
            (
                ["eventTimeZoneOffset": #""Z""#],
                Finding(.badTimeZoneOffset, "/eventTimeZoneOffset")
            ),
            (["action": #""CREATE""#], Finding(.badAction, "/action")),
            (["eventID": #""no uri""#], Finding(.badIdentifier, "/eventID")),
            (["epcList": "[]"], Finding(.emptyEvent, "")),
            (["epcList": nil], Finding(.emptyEvent, "")),
            (["epcList": #""urn:x:1""#], Finding(.wrongType, "/epcList")),
            (["epcList": #"["urn:x:1",2]"#], Finding(.wrongType, "/epcList/1")),
            (
                ["epcList": #"["https://id.gs1.org/01/10614141073465"]"#],
                Finding(.gs1CheckDigit, "/epcList/0")
            ),
            (["epcList": #"["urn:epc:id:sscc:1.2"]"#], Finding(.gs1Syntax, "/epcList/0")),
            (
                ["epcList": #"["https://id.gs1.org/01/10614141073464/254/1"]"#],
                Finding(.gs1Qualifier, "/epcList/0")
            ),
            (["bizStep": #""transforming""#], Finding(.badVocabulary, "/bizStep")),
            (["bizStep": #""cbv:BizStep-transforming""#], Finding(.badVocabulary, "/bizStep")),
            (
                ["disposition": #""urn:epcglobal:cbv:disp:lost""#],
                Finding(.badVocabulary, "/disposition")
            ),
            (["ilmd": #"{"cbvmda:lotNumber":"1"}"#], Finding(.misplacedField, "")),
            (["parentID": #""urn:x:1""#], Finding(.misplacedField, "/parentID")),
            (["harvestDate": "1"], Finding(.unknownField, "/harvestDate")),
            (["farm:harvest": "1"], Finding(.undeclaredPrefix, "/farm:harvest")),
            (
                ["cbvmda:x": #"{"y":[{"farm:z":1}]}"#],
                Finding(.undeclaredPrefix, "/cbvmda:x/y/0/farm:z")
            ),
            (["readPoint": "{}"], Finding(.missingField, "/readPoint")),
            (
                ["readPoint": #"{"id":"urn:x:1","name":"x"}"#],
                Finding(.unknownField, "/readPoint/name")
            ),
            (
                ["bizTransactionList": #"[{"type":"po"}]"#],
                Finding(.missingField, "/bizTransactionList/0")
            ),
            (["sourceList": #"[{"source":"urn:x:1"}]"#], Finding(.missingField, "/sourceList/0")),
            (
                ["sourceList": #"[{"type":"location","destination":"urn:x:1"}]"#],
                Finding(.unknownField, "/sourceList/0/destination")
            ),
            (["persistentDisposition": "{}"], Finding(.missingField, "/persistentDisposition")),
            (
                ["errorDeclaration": #"{"reason":"did_not_occur"}"#],
                Finding(.missingField, "/errorDeclaration")
            ),
            (["quantityList": #"[{"quantity":1}]"#], Finding(.missingField, "/quantityList/0")),
            (
                ["quantityList": #"[{"epcClass":"urn:x:1","quantity":-1,"uom":"KGM"}]"#],
                Finding(.quantityNegative, "/quantityList/0/quantity")
            ),
            (
                ["quantityList": #"[{"epcClass":"urn:x:1","quantity":1e30,"uom":"KGM"}]"#],
                Finding(.quantityTooLarge, "/quantityList/0/quantity")
            ),
            (
                ["quantityList": #"[{"epcClass":"urn:x:1","quantity":1.5}]"#],
                Finding(.quantityOfPiece, "/quantityList/0/quantity")
            ),
            (
                ["quantityList": #"[{"epcClass":"urn:x:1","quantity":1,"uom":"kg"}]"#],
                Finding(.badUnit, "/quantityList/0/uom")
            ),
            (
                ["quantityList": #"[{"epcClass":"urn:x:1","quantity":"1"}]"#],
                Finding(.wrongType, "/quantityList/0/quantity")
            ),
            (
                ["sensorElementList": #"[{"sensorReport":[]}]"#],
                Finding(.badSensor, "/sensorElementList/0")
            ),
            (
                ["sensorElementList": #"[{"sensorReport":[{"value":1}]}]"#],
                Finding(.missingField, "/sensorElementList/0/sensorReport/0")
            ),
            (
                [
                    "sensorElementList":
                        #"[{"sensorReport":[{"type":"Temperature","hexBinaryValue":"x"}]}]"#
                ],
                Finding(.badSensor, "/sensorElementList/0/sensorReport/0/hexBinaryValue")
            ),
            (
                ["@context": #"{"type":"https://evil.example/type"}"#],
                Finding(.badContext, "/@context/type")
            ),
        ] as [([String: String?], Finding)])
    func `an object event that breaks one rule is refused at the place`(
        changes: [String: String?], finding: Finding
    ) {
        #expect(SampleDocument.findings(about: SampleDocument.event(changes)) == [finding])
    }

    @Test(
        arguments: [
            (
                "AggregationEvent", ["action": #""ADD""#, "childEPCs": #"["urn:x:1"]"#],
                [Finding(.missingField, "")]
            ),
            (
                "AggregationEvent", ["action": #""ADD""#, "parentID": #""urn:x:1""#],
                [Finding(.emptyEvent, "")]
            ),
            ("AggregationEvent", ["action": #""OBSERVE""#, "childEPCs": #"["urn:x:1"]"#], []),
            ("AggregationEvent", ["action": #""DELETE""#, "parentID": #""urn:x:1""#], []),
            (
                "AssociationEvent", ["action": #""OBSERVE""#, "childEPCs": #"["urn:x:1"]"#],
                [Finding(.missingField, "")]
            ),
            (
                "AssociationEvent", ["action": #""OBSERVE""#, "parentID": #""urn:x:1""#],
                [Finding(.emptyEvent, "")]
            ),
            ("AssociationEvent", ["action": #""DELETE""#, "parentID": #""urn:x:1""#], []),
            (
                "TransactionEvent", ["action": #""ADD""#, "epcList": #"["urn:x:1"]"#],
                [Finding(.missingField, "")]
            ),
            (
                "TransactionEvent",
                ["action": #""ADD""#, "epcList": #"["urn:x:1"]"#, "bizTransactionList": "[]"],
                [Finding(.missingField, "")]
            ),
            (
                "TransactionEvent",
                ["action": #""ADD""#, "bizTransactionList": #"[{"bizTransaction":"urn:x:1"}]"#],
                [Finding(.emptyEvent, "")]
            ),
            (
                "TransactionEvent",
                ["action": #""DELETE""#, "bizTransactionList": #"[{"bizTransaction":"urn:x:1"}]"#],
                []
            ),
            ("TransformationEvent", ["inputEPCList": #"["urn:x:1"]"#], [Finding(.emptyEvent, "")]),
            (
                "TransformationEvent",
                ["inputEPCList": #"["urn:x:1"]"#, "transformationID": #""urn:x:2""#], []
            ),
            (
                "TransformationEvent",
                [
                    "inputEPCList": #"["urn:x:1"]"#, "outputEPCList": #"["urn:x:2"]"#,
                    "ilmd": #"{"cbvmda:lotNumber":"1"}"#,
                ], []
            ),
            (
                "TransformationEvent",
                [
                    "inputEPCList": #"["urn:x:1"]"#, "outputEPCList": #"["urn:x:2"]"#,
                    "action": #""ADD""#,
                ], [Finding(.misplacedField, "/action")]
            ),
            (
                "ObjectEvent",
                [
                    "action": #""OBSERVE""#, "readPoint": #"{"id":"urn:x:1"}"#,
                    "sensorElementList": #"[{"sensorReport":[{"type":"Temperature"}]}]"#,
                ], []
            ),
            (
                "ObjectEvent",
                [
                    "action": #""OBSERVE""#,
                    "sensorElementList": #"[{"sensorReport":[{"type":"Temperature"}]}]"#,
                ], [Finding(.missingField, "")]
            ),
        ] as [(String, [String: String], [Finding])])
    func `each type asks for what makes it that type`(
        type: String, members: [String: String], findings: [Finding]
    ) {
        var event = SampleDocument.object
        event["type"] = "\"\(type)\""
        event["action"] = nil
        event["epcList"] = nil

        #expect(
            SampleDocument.findings(about: SampleDocument.event(members, of: event)) == findings)
    }

    @Test func `all that is wrong is told at once, in the order of the document`() {
        let bad = SampleDocument.event([
            "action": #""X""#, "bizStep": #""y""#, "epcList": #"["z"]"#, "eventTime": "0",
        ])

        #expect(
            SampleDocument.findings(about: bad) == [
                Finding(.badAction, "/action"), Finding(.badVocabulary, "/bizStep"),
                Finding(.badIdentifier, "/epcList/0"), Finding(.wrongType, "/eventTime"),
            ])
    }

    @Test func `what exceeds the bound on violations is counted, not listed`() throws {
        let bad = SampleDocument.event(["action": #""X""#])
        let options = EPCISReadingOptions(violationsMax: 3)

        let error = #expect(throws: EPCISError.self) {
            try EPCISDocument(
                json: SampleDocument.document(Array(repeating: bad, count: 9)), options: options)
        }

        #expect(error?.violations.count == 3)
        #expect(error?.isTruncated == true)
    }

    @Test func `a place counts lines of the document`() throws {
        let bytes = SampleDocument.document(["\n\n  " + SampleDocument.event(["action": "1"])])

        let error = #expect(throws: EPCISError.self) { try EPCISDocument(json: bytes) }

        let place = try #require(error?.violations.first?.place)
        #expect(place.line == 3)
        #expect(bytes[place.offset] == UInt8(ascii: "1"))
    }
}
