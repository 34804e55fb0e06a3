/// Who ever got goods from whom.
struct TradeGraph {
    private var buyers: [Int64: Set<Int64>] = [:]
    private var reached: [Int64: Set<Int64>] = [:]

    mutating func add(seller: Int64, buyer: Int64) {
        buyers[seller, default: []].insert(buyer)
    }

    /// Whether goods could get from one member to another, through however many.
    mutating func leads(from start: Int64, to end: Int64) -> Bool {
        if let known = reached[start] { return known.contains(end) }
        var found: Set<Int64> = []
        var open = [start]
        while let member = open.popLast() {
            for buyer in buyers[member] ?? [] where found.insert(buyer).inserted {
                open.append(buyer)
            }
        }
        reached[start] = found
        return found.contains(end)
    }
}
