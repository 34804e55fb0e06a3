import Query

extension QueryWorld {
    /// A season in small: harvests, a shipment, a pallet, a transformation told in two events, a
    /// declaration, refused events and an empty block.
    static func season() throws -> QueryWorld {
        let world = try QueryWorld()
        try world.commit([
            world.capture(
                [
                    EventText.harvest("A", id: "urn:uuid:a"), EventText.harvest("B", at: 5),
                    EventText.harvest("C", id: "urn:uuid:c", at: 6),
                ], by: "farm")
        ])
        try world.commit([])
        try world.commit([
            world.capture(
                [EventText.ship("A", kilograms: 60, to: "processor", at: 10)], by: "farm"),
            world.capture(
                [
                    EventText.receive("A", kilograms: 60, at: 20),
                    EventText.ship("A", kilograms: 600, to: "exporter", at: 21),
                ], by: "processor"),
            world.capture(
                [EventText.harvest("C", id: "urn:uuid:c", at: 6, extra: EventText.declaration)],
                by: "farm"),
        ])
        try world.record(
            EventText.transform([("A", 50)], into: [], joinedBy: "urn:uuid:t", at: 30),
            EventText.transform([], into: [("D", 9)], joinedBy: "urn:uuid:t", at: 31),
            EventText.pack("D", kilograms: 5, into: EventText.pallet(1), at: 40),
            by: "processor")
        return world
    }
}
