import EPCIS
import Testing

struct EventValuesTests {
    @Test func `an event has every value that it was written with`() throws {
        let bytes = SampleDocument.document([
            SampleDocument.event([
                "action": #""ADD""#, "eventID": #""urn:uuid:1""#, "bizStep": #""commissioning""#,
                "readPoint": #"{"id":"urn:epc:id:sgln:0614141.00888.0","cbvmda:x":[true,null]}"#,
                "quantityList":
                    #"[{"epcClass":"urn:epc:class:lgtin:4012345.012345.L1","quantity":1.50,"uom":"TNE"}]"#,
                "sourceList":
                    #"[{"type":"owning_party","source":"urn:epc:id:pgln:4012345.00225"}]"#,
                "certificationInfo": #""https://example.com/c""#,
                "ilmd": #"{"cbvmda:lotNumber":"L1"}"#, "rdfs:comment": #""first pick""#,
            ])
        ])

        let document = try EPCISDocument(json: bytes)

        let event = try #require(document.events.first)
        guard case .object(let object) = event.payload else {
            Issue.record("another type")
            return
        }
        #expect(event.eventID == "urn:uuid:1")
        #expect(event.eventTime.milliseconds == 1_714_537_800_000)
        #expect(event.eventTimeZoneOffset.minutes == 300)
        #expect(event.bizStep?.name == "commissioning")
        #expect(event.readPoint?.id.key.gln == "0614141008889")
        #expect(
            event.readPoint?.extensions == [
                ExtensionField(name: "cbvmda:x", value: .array([.bool(true), .null]))
            ])
        #expect(event.sourceList.map(\.type.name) == ["owning_party"])
        #expect(event.certificationInfo == ["https://example.com/c"])
        #expect(event.extensions.map(\.name) == ["rdfs:comment"])
        #expect(event.namespaces.expand("cbvmda:lotNumber") == "urn:epcglobal:cbv:mda:lotNumber")
        #expect(object.action == .add)
        #expect(object.epcList.map(\.key.text) == ["/01/10614141073464/21/2017"])
        #expect(object.quantityList.first?.epcClass.key.text == "/01/04012345123456/10/L1")
        #expect(try object.quantityList.first?.measured()?.amount == 1_500_000_000)
        #expect(object.ilmd.map(\.name) == ["cbvmda:lotNumber"])
        #expect(bytes[event.sourceRange].first == UInt8(ascii: "{"))
        #expect(bytes[event.sourceRange].last == UInt8(ascii: "}"))
    }

    @Test func `escapes change nothing about a value`() throws {
        let plain = SampleDocument.event(["bizStep": #""shipping""#])
        let escaped =
            #"{"t\u0079pe":"Object\u0045vent","action":"OBSERV\u0045","#
            + #""eventTime":"2024-05-01\u005409:30:00+05:00","eventTimeZoneOffset":"+05\u003a00","#
            + #""epcList":["urn:epc:id:sgtin\u003a0614141.107346.2017"],"bizStep":"shippin\u0067"}"#

        let events = try EPCISDocument(json: SampleDocument.document([plain, escaped])).events

        #expect(events.count == 2)
        #expect(events[0] == events[1])
    }
}
