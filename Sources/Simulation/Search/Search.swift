import Consensus

/// Looks at every state of the small world, or at as many as it may.
package struct Search: Sendable {
    package struct Outcome: Equatable, Sendable {
        package var states = 0
        package var moves = 0
        /// States in which somebody has decided.
        package var decidedStates = 0
        /// States in which somebody is locked on one block and another block is prevoted later.
        package var lockedStates = 0
        /// States that were seen and not gone on from, since there were too many.
        package var left = 0
        package var violation: String?

        package var isComplete: Bool { left == 0 && violation == nil }
    }

    /// Which validator lies: 0 and 3 propose in neither round, 1 in the first, 2 in the second.
    private let faulty: Int
    private let statesMax: Int

    package init(faulty: Int, statesMax: Int) {
        self.faulty = faulty
        self.statesMax = statesMax
    }

    package func callAsFunction() -> Outcome {
        var outcome = Outcome()
        let first = SmallWorld(SmallWorld.Setting(faulty: faulty))
        var seen: Set<[SmallActor.Key]> = [first.key]
        var open = [first]
        while let world = open.popLast() {
            outcome.states += 1
            note(world, in: &outcome)
            for index in world.setting.honest {
                for move in world.moves(of: index) {
                    outcome.moves += 1
                    let next = world.after(move, of: index)
                    if let violation = next.violation {
                        outcome.violation = "\(violation), after \(move) of \(index)"
                        return outcome
                    }
                    guard seen.insert(next.key).inserted else { continue }
                    open.append(next)
                }
            }
            if outcome.states >= statesMax {
                outcome.left = open.count
                return outcome
            }
        }
        return outcome
    }

    private func note(_ world: SmallWorld, in outcome: inout Outcome) {
        let actors = world.actors.compactMap(\.self)
        if actors.contains(where: { $0.decided != nil }) { outcome.decidedStates += 1 }
        if actors.contains(where: { $0.replica.state.locked != nil }) { outcome.lockedStates += 1 }
    }
}
