import EPCIS
import Query
import Testing

/// What others send, read by every standing.
struct PublishedEventsTests {
    @Test(.enabled(if: PublishedDocuments.canRun), arguments: Standing.allCases)
    func `what is left of a published event is one that the reader takes`(
        standing: Standing
    ) throws {
        let events = try PublishedDocuments.events()
        #expect(events.count > 200)

        for event in events {
            let lots = Set(event.things.map(\.key.text))
            let sight = standing == .partner ? Sight(partnerOf: lots) : Sight(standing)
            guard let left = event.readable(by: sight) else { continue }
            let bytes = EventWriter().bytes(left)

            let again = try PlantedEvent.parse(bytes)
            #expect(again.type == event.type && again.things.map(\.key) == event.things.map(\.key))
            #expect(again.bizStep == event.bizStep && again.disposition == event.disposition)
        }
    }

    @Test(.enabled(if: PublishedDocuments.canRun))
    func `a stranger finds no place, party, contract or free text of a published event`() throws {
        for event in try PublishedDocuments.events() {
            guard let left = event.readable(by: .stranger) else { continue }

            #expect(left.readPoint?.id.text.hasSuffix("/voc/withheld") ?? true)
            #expect(left.bizLocation == nil)
            #expect(left.sourceList.isEmpty && left.destinationList.isEmpty)
            for report in left.sensorElementList.flatMap(\.reports) {
                var kind = SensorReport()
                (kind.type, kind.exception) = (report.type, report.exception)
                #expect(report == kind)
            }
            #expect(left.bizTransactionList.allSatisfy { $0.id.text.hasSuffix("/voc/withheld") })
            #expect(left.eventTime.milliseconds <= event.eventTime.milliseconds)
            #expect(event.eventTime.milliseconds - left.eventTime.milliseconds < 86_400_000)
            #expect(left.context == nil)
            for field in left.extensions {
                #expect(field.name.hasPrefix("https://daftar.tj/voc/"), "\(field.name)")
            }
        }
    }
}

extension EPCISEvent {
    /// Everything that the event names.
    fileprivate var things: [EPCIdentifier] {
        func classes(_ elements: [QuantityElement]) -> [EPCIdentifier] { elements.map(\.epcClass) }
        return switch payload {
        case .object(let event): event.epcList + classes(event.quantityList)
        case .transaction(let event): event.epcList + classes(event.quantityList)
        case .aggregation(let event): event.childEPCs + classes(event.childQuantityList)
        case .association(let event):
            [event.parentID] + event.childEPCs + classes(event.childQuantityList)
        case .transformation(let event):
            event.inputEPCList + event.outputEPCList + classes(event.inputQuantityList)
                + classes(event.outputQuantityList)
        }
    }
}
