/// Goods that gather at one member and leave for another every ten days.
enum Dispatch {
    /// - Returns: What arrived, ready from its arrival.
    static func send(
        _ goods: [Stock], from: SeasonMember, to: SeasonMember, letter: String,
        sendingIn: Wave, receivingIn: Wave, draw: inout SeededGenerator, book: inout SeasonBook
    ) -> [Stock] {
        var arrived: [Stock] = []
        for load in loads(of: goods) {
            guard let last = load.map(\.ready).max() else { continue }
            let day = last.day.later(days: 1)
            let handing = HandingOver(
                goods: load, from: from, to: to, waybill: "\(letter)-\(day.compactText)")
            book.record(
                handing.shipping(at: LocalMoment(day, hour: 8, minute: draw.number(in: 0...59))),
                by: from, in: sendingIn)
            let received = LocalMoment(day, hour: 14, minute: draw.number(in: 0...59))
            book.record(handing.receiving(at: received), by: to, in: receivingIn)
            arrived += load.map { stock in
                var stock = stock
                stock.ready = received
                return stock
            }
        }
        return arrived
    }

    private static func loads(of goods: [Stock]) -> [[Stock]] {
        let sorted = goods.enumerated().sorted {
            $0.element.ready == $1.element.ready
                ? $0.offset < $1.offset : $0.element.ready < $1.element.ready
        }.map(\.element)
        var loads: [[Stock]] = []
        for stock in sorted {
            if let first = loads.last?.first, stock.ready.day.number - first.ready.day.number < 10 {
                loads[loads.count - 1].append(stock)
            } else {
                loads.append([stock])
            }
        }
        return loads
    }
}
