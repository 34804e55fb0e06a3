/// Everything that goes wrong on purpose. A run prints how often each did; one that never did fails it.
package enum Fault: Int, CaseIterable, Sendable {
    // Network.
    case loss, duplication, reorder, delay, partition, oneWay, censorship
    // Disk.
    case lostTail, tornWrite, fullDisk, slowDisk, restore
    // Clock.
    case clockDrift, clockJump
    // Process.
    case crash
    /// Decided blocks that the host fetched, while the replica was in the middle of their height.
    case takeOver
    // Administrators.
    case validatorAdded, validatorRemoved
    // Validators that lie.
    case silence, withholding, equivocation, amnesia, wrongRoot, wrongBody, repetition
    case oldMessage, relabelledMessage, forgedCertificate, garbage, twin

    package var name: String { "\(self)" }
}

/// How often each fault happened.
package struct FaultCounts: Equatable, Sendable {
    private var counts = [Int](repeating: 0, count: Fault.allCases.count)

    package init() {}

    package subscript(fault: Fault) -> Int {
        get { counts[fault.rawValue] }
        set { counts[fault.rawValue] = newValue }
    }

    package mutating func add(_ other: FaultCounts) {
        for fault in Fault.allCases { self[fault] += other[fault] }
    }

    /// Faults that never happened.
    package var missing: [Fault] { Fault.allCases.filter { self[$0] == 0 } }
}
