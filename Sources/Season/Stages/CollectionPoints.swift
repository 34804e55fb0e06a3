/// Where farms bring their crates: the first scale, and the truck to the drying works.
struct CollectionPoints {
    let members: SeasonMembers
    var draw: SeededGenerator

    /// A truck on its way to a drier.
    struct Truck: Sendable {
        let load: HandingOver
        let left: LocalMoment
    }

    mutating func collect(
        _ deliveries: [Orchards.Delivery], in book: inout SeasonBook
    ) -> [Truck] {
        var waiting: [Yard: [Stock]] = [:]
        var trucks: [Truck] = []
        for delivery in deliveries {
            let destination = members.buyer(from: delivery.farm)
            let load = HandingOver(
                goods: [delivery.goods], from: delivery.farm, to: destination,
                waybill: delivery.waybill)
            book.record(load.shipping(at: delivery.goods.ready), by: delivery.farm, in: .harvest)
            if destination.role == .collector {
                let received = delivery.goods.ready.later(minutes: draw.number(in: 35...90))
                book.record(
                    load.receiving(at: received, weighed: [scale(delivery.goods)]),
                    by: destination, in: .collection)
                var goods = delivery.goods
                goods.ready = received
                waiting[Yard(collector: destination, day: received.day), default: []].append(goods)
            } else {
                trucks.append(Truck(load: load, left: delivery.goods.ready))
            }
        }
        for yard in waiting.keys.sorted() {
            trucks += send(waiting[yard] ?? [], from: yard, in: &book)
        }
        return trucks.sorted { $0.left < $1.left }
    }

    private struct Yard: Hashable, Comparable {
        var collector: SeasonMember
        var day: CivilDay

        static func < (left: Yard, right: Yard) -> Bool {
            left.day == right.day
                ? left.collector.id < right.collector.id : left.day < right.day
        }
    }

    /// The evening's truck, or two where there are two drying works near.
    private mutating func send(
        _ goods: [Stock], from yard: Yard, in book: inout SeasonBook
    ) -> [Truck] {
        let driers = members.driers(near: yard.collector)
        let left = LocalMoment(yard.day, hour: 20, minute: draw.number(in: 0...50))
        return driers.enumerated().compactMap { index, drier in
            let share = goods.enumerated().filter { $0.offset % driers.count == index }
                .map(\.element)
            guard !share.isEmpty else { return nil }
            let load = HandingOver(
                goods: share, from: yard.collector, to: drier,
                waybill: "T\(index + 1)-\(yard.day.compactText)")
            book.record(load.shipping(at: left), by: yard.collector, in: .collection)
            return Truck(load: load, left: left)
        }
    }

    private func scale(_ goods: Stock) -> SensorReading {
        SensorReading(type: "Mass", tenths: goods.mass / 100, uom: "KGM")
    }
}

extension SeasonMembers {
    /// Who takes a farm's apricots: the nearest collection point, or the drier itself.
    func buyer(from farm: SeasonMember) -> SeasonMember {
        switch farm.place {
        case .vorukh: collectors[1]
        case .shaydon: collectors[2]
        case .konibodom: driers[3]
        default: collectors[0]
        }
    }

    func driers(near collector: SeasonMember) -> [SeasonMember] {
        collector == collectors[2] ? [driers[2]] : [driers[0], driers[1]]
    }
}
