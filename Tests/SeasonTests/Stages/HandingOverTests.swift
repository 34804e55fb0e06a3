import Testing

@testable import Season

@Suite struct HandingOverTests {
    private let members = SeasonMembers()

    private func stock(units: [Identifier]) -> Stock {
        let item = TradeItem.pack(
            .driedApricot, of: members.packer.company, number: 1, named: .verbatim(""),
            netGrams: 5_000)
        return Stock(
            item: item, lot: .lot(item, lot: "P1"), amount: 40, ready: LocalMoment(seconds: 0),
            units: units)
    }

    @Test func `goods on pallets go by their pallets alone`() {
        let pallet = Identifier.logisticUnit(members.packer.company, extension: 1, serial: 1)
        let load = HandingOver(
            goods: [stock(units: [pallet])], from: members.packer, to: members.exporter,
            waybill: "E-1")

        let event = load.shipping(at: LocalMoment(seconds: 0))

        guard case .object(_, let things, let amounts) = event.what else {
            Issue.record("a shipment is an object event")
            return
        }
        #expect(things == [pallet])
        #expect(amounts == [])
    }

    @Test func `goods without pallets go by their amount, from one party to the other`() {
        let load = HandingOver(
            goods: [stock(units: [])], from: members.packer, to: members.exporter, waybill: "E-1")

        let event = load.receiving(at: LocalMoment(seconds: 0))

        guard case .object(_, _, let amounts) = event.what else {
            Issue.record("a receipt is an object event")
            return
        }
        #expect(amounts == [.pieces(40, of: stock(units: []).lot)])
        #expect(event.source?.party == members.packer.party)
        #expect(event.destination?.party == members.exporter.party)
        #expect(event.transactions.map(\.id) == ["urn:epcglobal:cbv:bt:4880022060000:E-1"])
    }

    @Test func `loads are at most as heavy as the lorry`() {
        let loads = [stock(units: []), stock(units: []), stock(units: [])].chunked(by: 400_000)

        #expect(loads.map(\.count) == [2, 1])
    }
}
