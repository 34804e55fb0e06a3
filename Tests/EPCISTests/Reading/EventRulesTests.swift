import EPCIS
import Testing

/// One refusal each, by its code and place.
struct EventRulesTests {
    @Test func `the sample event is sound`() {
        #expect(SampleDocument.findings(about: SampleDocument.event()) == [])
    }

    @Test(
        arguments: [
            (["eventTime": nil], "epcis.missing_field at "),
            (["eventTimeZoneOffset": nil], "epcis.missing_field at "),
            (["action": nil], "epcis.missing_field at "),
            (["type": nil], "epcis.missing_field at "),
            (["type": #""HarvestEvent""#], "epcis.unknown_event_type at /type"),
            (["eventTime": #""2024-05-01T09:30:00""#], "epcis.bad_time at /eventTime"),
            (["recordTime": #""yesterday""#], "epcis.bad_time at /recordTime"),
            (
                ["eventTimeZoneOffset": #""+15:00""#],
                "epcis.bad_time_zone_offset at /eventTimeZoneOffset"
            ),
            (
                ["eventTimeZoneOffset": #""Z""#],
                "epcis.bad_time_zone_offset at /eventTimeZoneOffset"
            ),
            (["action": #""CREATE""#], "epcis.bad_action at /action"),
            (["eventID": #""no uri""#], "epcis.bad_identifier at /eventID"),
            (["epcList": "[]"], "epcis.empty_event at "),
            (["epcList": nil], "epcis.empty_event at "),
            (["epcList": #""urn:x:1""#], "epcis.wrong_type at /epcList"),
            (["epcList": #"["urn:x:1",2]"#], "epcis.wrong_type at /epcList/1"),
            (
                ["epcList": #"["https://id.gs1.org/01/10614141073465"]"#],
                "gs1.check_digit at /epcList/0"
            ),
            (["epcList": #"["urn:epc:id:sscc:1.2"]"#], "gs1.syntax at /epcList/0"),
            (
                ["epcList": #"["https://id.gs1.org/01/10614141073464/254/1"]"#],
                "gs1.qualifier at /epcList/0"
            ),
            (["bizStep": #""transforming""#], "epcis.bad_vocabulary at /bizStep"),
            (["bizStep": #""cbv:BizStep-transforming""#], "epcis.bad_vocabulary at /bizStep"),
            (
                ["disposition": #""urn:epcglobal:cbv:disp:lost""#],
                "epcis.bad_vocabulary at /disposition"
            ),
            (["ilmd": #"{"cbvmda:lotNumber":"1"}"#], "epcis.misplaced_field at "),
            (["parentID": #""urn:x:1""#], "epcis.misplaced_field at /parentID"),
            (["harvestDate": "1"], "epcis.unknown_field at /harvestDate"),
            (["farm:harvest": "1"], "epcis.undeclared_prefix at /farm:harvest"),
            (
                ["cbvmda:x": #"{"y":[{"farm:z":1}]}"#],
                "epcis.undeclared_prefix at /cbvmda:x/y/0/farm:z"
            ),
            (["readPoint": "{}"], "epcis.missing_field at /readPoint"),
            (
                ["readPoint": #"{"id":"urn:x:1","name":"x"}"#],
                "epcis.unknown_field at /readPoint/name"
            ),
            (
                ["bizTransactionList": #"[{"type":"po"}]"#],
                "epcis.missing_field at /bizTransactionList/0"
            ),
            (["sourceList": #"[{"source":"urn:x:1"}]"#], "epcis.missing_field at /sourceList/0"),
            (
                ["sourceList": #"[{"type":"location","destination":"urn:x:1"}]"#],
                "epcis.unknown_field at /sourceList/0/destination"
            ),
            (["persistentDisposition": "{}"], "epcis.missing_field at /persistentDisposition"),
            (
                ["errorDeclaration": #"{"reason":"did_not_occur"}"#],
                "epcis.missing_field at /errorDeclaration"
            ),
            (["quantityList": #"[{"quantity":1}]"#], "epcis.missing_field at /quantityList/0"),
            (
                ["quantityList": #"[{"epcClass":"urn:x:1","quantity":-1,"uom":"KGM"}]"#],
                "quantity.negative at /quantityList/0/quantity"
            ),
            (
                ["quantityList": #"[{"epcClass":"urn:x:1","quantity":1e30,"uom":"KGM"}]"#],
                "quantity.too_large at /quantityList/0/quantity"
            ),
            (
                ["quantityList": #"[{"epcClass":"urn:x:1","quantity":1.5}]"#],
                "quantity.fraction_of_piece at /quantityList/0/quantity"
            ),
            (
                ["quantityList": #"[{"epcClass":"urn:x:1","quantity":1,"uom":"kg"}]"#],
                "epcis.bad_unit at /quantityList/0/uom"
            ),
            (
                ["quantityList": #"[{"epcClass":"urn:x:1","quantity":"1"}]"#],
                "epcis.wrong_type at /quantityList/0/quantity"
            ),
            (
                ["sensorElementList": #"[{"sensorReport":[]}]"#],
                "epcis.bad_sensor at /sensorElementList/0"
            ),
            (
                ["sensorElementList": #"[{"sensorReport":[{"value":1}]}]"#],
                "epcis.missing_field at /sensorElementList/0/sensorReport/0"
            ),
            (
                [
                    "sensorElementList":
                        #"[{"sensorReport":[{"type":"Temperature","hexBinaryValue":"x"}]}]"#
                ],
                "epcis.bad_sensor at /sensorElementList/0/sensorReport/0/hexBinaryValue"
            ),
            (
                ["@context": #"{"type":"https://evil.example/type"}"#],
                "epcis.bad_context at /@context/type"
            ),
        ] as [([String: String?], String)])
    func `an object event that breaks one rule is refused at the place`(
        changes: [String: String?], finding: String
    ) {
        #expect(SampleDocument.findings(about: SampleDocument.event(changes)) == [finding])
    }

    @Test(
        arguments: [
            (
                "AggregationEvent", ["action": #""ADD""#, "childEPCs": #"["urn:x:1"]"#],
                ["epcis.missing_field at "]
            ),
            (
                "AggregationEvent", ["action": #""ADD""#, "parentID": #""urn:x:1""#],
                ["epcis.empty_event at "]
            ),
            ("AggregationEvent", ["action": #""OBSERVE""#, "childEPCs": #"["urn:x:1"]"#], []),
            ("AggregationEvent", ["action": #""DELETE""#, "parentID": #""urn:x:1""#], []),
            (
                "AssociationEvent", ["action": #""OBSERVE""#, "childEPCs": #"["urn:x:1"]"#],
                ["epcis.missing_field at "]
            ),
            (
                "AssociationEvent", ["action": #""OBSERVE""#, "parentID": #""urn:x:1""#],
                ["epcis.empty_event at "]
            ),
            ("AssociationEvent", ["action": #""DELETE""#, "parentID": #""urn:x:1""#], []),
            (
                "TransactionEvent", ["action": #""ADD""#, "epcList": #"["urn:x:1"]"#],
                ["epcis.missing_field at "]
            ),
            (
                "TransactionEvent",
                ["action": #""ADD""#, "epcList": #"["urn:x:1"]"#, "bizTransactionList": "[]"],
                ["epcis.missing_field at "]
            ),
            (
                "TransactionEvent",
                ["action": #""ADD""#, "bizTransactionList": #"[{"bizTransaction":"urn:x:1"}]"#],
                ["epcis.empty_event at "]
            ),
            (
                "TransactionEvent",
                ["action": #""DELETE""#, "bizTransactionList": #"[{"bizTransaction":"urn:x:1"}]"#],
                []
            ),
            ("TransformationEvent", ["inputEPCList": #"["urn:x:1"]"#], ["epcis.empty_event at "]),
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
                ], ["epcis.misplaced_field at /action"]
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
                ], ["epcis.missing_field at "]
            ),
        ] as [(String, [String: String], [String])])
    func `each type asks for what makes it that type`(
        type: String, members: [String: String], findings: [String]
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
                "epcis.bad_action at /action", "epcis.bad_vocabulary at /bizStep",
                "epcis.bad_identifier at /epcList/0", "epcis.wrong_type at /eventTime",
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
