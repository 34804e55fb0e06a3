/// What the network does to messages for a while, in thousandths and milliseconds.
package struct Weather: Sendable {
    package enum Kind: UInt8, CaseIterable, Sendable {
        case proposal, prevote, precommit, certificate, status, block, decided, transactions
    }

    package var lossPerMille = 0
    package var duplicationPerMille = 0
    package var delayMilliseconds: Int64 = 8
    /// Whether messages of one link arrive in the order in which they were sent.
    package var isOrdered = true
    /// Between two groups nothing is delivered; empty for one group.
    package var groups: [Int] = []
    /// Links, as sender and receiver, on which nothing is delivered.
    package var cut: Set<Link> = []
    /// Kinds that do not reach some nodes.
    package var censored: Set<Kind> = []
    package var censoredNodes: Set<Int> = []

    package struct Link: Hashable, Sendable {
        let from: Int
        let to: Int
    }

    package init() {}

    /// A day, fair or bad, of a network of so many nodes.
    static func drawn(nodes: Int, with random: inout SeededRandom) -> Weather {
        var weather = Weather()
        weather.delayMilliseconds = random.pick([8, 8, 20, 80, 300])
        weather.isOrdered = random.chance(perMille: 500)
        weather.duplicationPerMille = random.pick([0, 0, 30, 150])
        switch random.below(8) {
        case 0: break
        case 1: weather.lossPerMille = random.pick([20, 100, 300])
        case 2, 3: weather.groups = (0..<nodes).map { _ in random.below(2) }
        case 4:
            let alone = random.below(nodes)
            weather.groups = (0..<nodes).map { $0 == alone ? 1 : 0 }
        case 5:
            for from in 0..<nodes {
                for to in 0..<nodes where random.chance(perMille: 250) {
                    weather.cut.insert(Link(from: from, to: to))
                }
            }
        default:
            weather.censored = random.pick([
                [.prevote], [.precommit], [.proposal], [.prevote, .certificate],
                [.precommit, .certificate], [.proposal, .block], [.certificate],
                [.prevote, .precommit, .certificate],
            ])
            let count = 1 + random.below(max(1, nodes - 1))
            for _ in 0..<count { weather.censoredNodes.insert(random.below(nodes)) }
        }
        return weather
    }

    /// What is left of bad days when everything is mended: a network that loses one in a hundred.
    static func mended(with random: inout SeededRandom) -> Weather {
        var weather = Weather()
        weather.lossPerMille = random.pick([0, 10])
        weather.delayMilliseconds = random.pick([8, 20])
        weather.isOrdered = random.chance(perMille: 500)
        return weather
    }
}
