/// Which vertices of a graph lie on a cycle, or between two.
enum Cycles {
    /// - Parameter successors: by vertex, the vertices that follow it.
    /// - Returns: ascending.
    static func vertices(in successors: [[Int]]) -> [Int] {
        var predecessors = Array(repeating: [Int](), count: successors.count)
        for (vertex, next) in successors.enumerated() {
            for successor in next { predecessors[successor].append(vertex) }
        }
        // What no cycle leads to goes first, then what leads to no cycle.
        var isLeft = Array(repeating: true, count: successors.count)
        peel(&isLeft, along: successors)
        peel(&isLeft, along: predecessors)
        return successors.indices.filter { isLeft[$0] }
    }

    /// Takes away, again and again, the vertices that nothing left leads to (Kahn's algorithm).
    private static func peel(_ isLeft: inout [Bool], along successors: [[Int]]) {
        var leading = Array(repeating: 0, count: successors.count)
        for vertex in successors.indices where isLeft[vertex] {
            for successor in successors[vertex] { leading[successor] += 1 }
        }
        var free = successors.indices.filter { isLeft[$0] && leading[$0] == 0 }
        while let vertex = free.popLast() {
            isLeft[vertex] = false
            for successor in successors[vertex] where isLeft[successor] {
                leading[successor] -= 1
                if leading[successor] == 0 { free.append(successor) }
            }
        }
    }
}
