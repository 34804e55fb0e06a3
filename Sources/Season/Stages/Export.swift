/// From the exporter's store to the buyer abroad: plant inspection, truck, arrival.
struct Export {
    let members: SeasonMembers
    var draw: SeededGenerator
    private var certificates = 0

    init(members: SeasonMembers, draw: SeededGenerator) {
        self.members = members
        self.draw = draw
    }

    struct Lorry {
        let goods: [Stock]
        let from: SeasonMember
        let to: SeasonMember
        let roadDays: Int
    }

    /// - Returns: When the buyer received it.
    mutating func send(_ lorry: Lorry, in book: inout SeasonBook) -> LocalMoment {
        certificates += 1
        let ready = lorry.goods.map(\.ready).max() ?? LocalMoment(seconds: 0)
        let inspected = LocalMoment(ready.day.later(days: 1), hour: 10, minute: certificates % 60)
        inspect(lorry, at: inspected, in: &book)

        let number = "CMR-\(padded(certificates, to: 4))"
        let load = HandingOver(goods: lorry.goods, from: lorry.from, to: lorry.to, waybill: number)
        let left = LocalMoment(inspected.day.later(days: 1), hour: 7)
            .later(minutes: draw.number(in: 0...120))
        var shipping = load.shipping(at: left)
        shipping.transactions.append(("cert", certificate))
        book.record(shipping, by: lorry.from, in: .export)
        let arrived = left.later(days: lorry.roadDays).later(minutes: draw.number(in: 0...300))
        carry(lorry, number, from: left, to: arrived, in: &book)
        let received = arrived.later(minutes: 95)
        book.record(load.receiving(at: received), by: lorry.to, in: .arrival)
        return received
    }

    private var certificate: String {
        transaction("PC-\(padded(certificates, to: 5))", of: members.inspector)
    }

    private func inspect(_ lorry: Lorry, at time: LocalMoment, in book: inout SeasonBook) {
        var event = EventDraft(
            what: .object(
                action: .observe, things: lorry.goods.flatMap(\.units),
                amounts: lorry.goods.map(\.measured)),
            time: time, bizStep: "inspecting", disposition: "conformant",
            readPoint: lorry.from.site)
        event.transactions = [("cert", certificate)]
        book.record(event, by: members.inspector, in: .inspection)
    }

    private mutating func carry(
        _ lorry: Lorry, _ number: String, from left: LocalMoment, to arrived: LocalMoment,
        in book: inout SeasonBook
    ) {
        let what = EventDraft.What.object(
            action: .observe, things: lorry.goods.flatMap(\.units),
            amounts: lorry.goods.map(\.measured))
        // The carrier observes: what moves the stock is the sender's and the receiver's word.
        var loading = EventDraft(
            what: what, time: left.later(minutes: 40), bizStep: "loading",
            disposition: "in_transit", readPoint: lorry.from.site)
        loading.transactions = [("bol", transaction(number, of: lorry.from))]
        book.record(loading, by: members.carrier, in: .transport)
        var arriving = loading
        arriving.time = arrived
        arriving.bizStep = "arriving"
        arriving.readPoint = lorry.to.site
        arriving.sensors = [
            SensorReading(
                type: "Temperature", tenths: draw.measurement(in: 20...90), uom: "CEL",
                since: left)
        ]
        book.record(arriving, by: members.carrier, in: .transport)
    }
}
