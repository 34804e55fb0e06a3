/// Goods that go from one member to another: the two events that both ends record.
///
/// What stands on pallets goes by its pallets alone, since they move what is in them.
struct HandingOver {
    let goods: [Stock]
    let from: SeasonMember
    let to: SeasonMember
    /// The number of the waybill, unique at its sender.
    let waybill: String

    func shipping(at time: LocalMoment) -> EventDraft {
        event("shipping", "in_transit", at: time, readPoint: from.site, location: from.site)
    }

    func receiving(at time: LocalMoment, weighed: [SensorReading] = []) -> EventDraft {
        var event = event(
            "receiving", "in_progress", at: time, readPoint: to.site, location: to.site)
        event.sensors = weighed
        return event
    }

    private func event(
        _ step: String, _ disposition: String, at time: LocalMoment, readPoint: Identifier,
        location: Identifier
    ) -> EventDraft {
        var event = EventDraft(
            what: .object(
                action: .observe, things: goods.flatMap(\.units),
                amounts: goods.filter(\.units.isEmpty).map(\.measured)),
            time: time, bizStep: step, disposition: disposition, readPoint: readPoint,
            location: location)
        event.source = .init(from)
        event.destination = .init(to)
        event.transactions = [("bol", transaction(waybill, of: from))]
        return event
    }
}

/// The URI of a business document of a member.
///
/// Spec: CBV 2.0 §8.5.2 (`urn:epcglobal:cbv:bt:`).
func transaction(_ number: String, of member: SeasonMember) -> String {
    "urn:epcglobal:cbv:bt:\(member.company.gln(place: 0)):\(number)"
}
