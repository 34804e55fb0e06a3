/// Finds a name that occurs twice in one object; keeps its memory from one object to the next.
struct JSONNameSet {
    private var seen: ContiguousArray<(head: UInt64, tail: UInt64, node: Int)> = []

    /// Above this many members, or with escapes, names are compared through a hash set, so that no
    /// chosen input makes the search quadratic.
    private static let pairwiseMax = 24

    /// The second occurrence that comes first, as a node; escapes count as what they stand for.
    mutating func firstRepeated(
        in nodes: ContiguousArray<JSONTape.Node>, container: Int, bytes: ByteWindow
    ) -> Int? {
        var place = container + 1
        // Nothing repeats in an object of one member.
        if Int(nodes[place + 1].next) == nodes.count { return nil }
        seen.removeAll(keepingCapacity: true)
        while place < nodes.count {
            let node = nodes[place]
            guard !node.isEscaped, seen.count < Self.pairwiseMax else {
                return firstRepeatedByHash(in: nodes, container: container, bytes: bytes)
            }
            let range = Int(node.start)..<Int(node.end)
            let (head, tail) = (bytes.head(of: range), bytes.tail(of: range))
            for earlier in seen where earlier.head == head && earlier.tail == tail {
                let other = nodes[earlier.node]
                if bytes.equal(range, Int(other.start)..<Int(other.end)) { return place }
            }
            seen.append((head, tail, place))
            place = Int(nodes[place + 1].next)
        }
        return nil
    }

    private func firstRepeatedByHash(
        in nodes: ContiguousArray<JSONTape.Node>, container: Int, bytes: ByteWindow
    ) -> Int? {
        var names: Set<[UInt8]> = []
        var place = container + 1
        while place < nodes.count {
            let range = Int(nodes[place].start)..<Int(nodes[place].end)
            guard names.insert(JSONEscapes.decode(bytes, range)).inserted else { return place }
            place = Int(nodes[place + 1].next)
        }
        return nil
    }
}
