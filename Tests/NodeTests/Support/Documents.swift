/// EPCIS documents of the test chain.
enum Documents {
    static let lot = "/01/04880000000011/10/A1"
    static let context = #"["https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld"]"#

    static func document(_ events: String...) -> String {
        """
        {"@context":\(context),"type":"EPCISDocument","schemaVersion":"2.0",
        "creationDate":"2026-07-04T08:00:00Z","epcisBody":{"eventList":[\(events.joined(separator: ","))]}}
        """
    }

    /// The events with what the farm says of product and place in the header.
    static func named(_ events: String...) -> String {
        """
        {"@context":["https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld",
        {"agri":"https://daftar.tj/voc/"}],"type":"EPCISDocument","schemaVersion":"2.0",
        "creationDate":"2026-07-04T08:00:00Z","epcisHeader":{"epcisMasterData":{"vocabularyList":[
        {"type":"urn:epcglobal:epcis:vtype:EPCClass","vocabularyElementList":[
        {"id":"https://id.gs1.org/01/04880000000011","attributes":[
        {"id":"cbvmda:descriptionShort","attribute":"Apricot"},
        {"id":"agri:name","attribute":{"tg":"Зардолу","ru":"Абрикос","en":"Apricot"}}]}]},
        {"type":"urn:epcglobal:epcis:vtype:Location","vocabularyElementList":[
        {"id":"https://id.gs1.org/414/4880000000011","attributes":[
        {"id":"cbvmda:name","attribute":"Orchard 3"},
        {"id":"agri:district","attribute":{"tg":"ноҳияи Исфара","en":"Isfara district"}}]}]}]}},
        "epcisBody":{"eventList":[\(events.joined(separator: ","))]}}
        """
    }

    /// A harvest of `kilograms` into a lot of the farm.
    static func harvest(
        _ id: String, kilograms: String = "500", lot: String = lot,
        time: String = "2026-07-03T09:00:00+05:00"
    ) -> String {
        event(
            id, time, action: "ADD", step: "commissioning", lot: lot, kilograms: kilograms,
            more: "")
    }

    /// A shipment out of the lot, to the processor.
    static func shipment(_ id: String, kilograms: String = "200", lot: String = lot) -> String {
        event(
            id, "2026-07-03T15:00:00+05:00", action: "OBSERVE", step: "shipping", lot: lot,
            kilograms: kilograms,
            more:
                #""destinationList":[{"type":"possessing_party","destination":"https://daftar.tj/member/processor-1"}],"#
        )
    }

    static func event(
        _ id: String, _ time: String, action: String, step: String, lot: String,
        kilograms: String, more: String
    ) -> String {
        """
        {"type":"ObjectEvent","eventID":"\(id)","eventTime":"\(time)","eventTimeZoneOffset":"+05:00",
        "action":"\(action)","bizStep":"\(step)",\(more)
        "readPoint":{"id":"https://id.gs1.org/414/4880000000011"},
        "quantityList":[{"epcClass":"https://id.gs1.org\(lot)","quantity":\(kilograms),"uom":"KGM"}]}
        """
    }

    /// The same event with a context, as `POST /events` takes it.
    static func bare(_ event: String) -> String {
        #"{"@context":\#(context),"# + event.dropFirst()
    }
}
