import LedgerCore

/// Everybody who may be a validator, and who is one.
struct Seats: Sendable {
    /// Beside those that a chain is founded with, so many more may become validators.
    static let spare = 2

    let keys: [PublicKey]
    private(set) var taken: [Bool]
    private(set) var validators: ValidatorSet

    /// The first are taken.
    init(_ keys: [PublicKey], taken count: Int) {
        guard let validators = ValidatorSet(keys: Array(keys.prefix(count))) else {
            preconditionFailure("1 to 30 different keys")
        }
        self.keys = keys
        taken = keys.indices.map { $0 < count }
        self.validators = validators
    }

    /// - Returns: false where nothing changes, or nobody would be left.
    mutating func change(_ change: SeatChange) -> Bool {
        guard taken.indices.contains(change.seat), taken[change.seat] != change.isTaken else {
            return false
        }
        var after = taken
        after[change.seat] = change.isTaken
        let left = zip(keys, after).filter(\.1).map(\.0)
        guard let set = ValidatorSet(keys: left) else { return false }
        taken = after
        validators = set
        return true
    }
}

/// From the next height on somebody is a validator, or is none any more: two bytes.
struct SeatChange: Equatable, Sendable {
    let seat: Int
    let isTaken: Bool

    init(seat: Int, isTaken: Bool) {
        self.seat = seat
        self.isTaken = isTaken
    }

    init?(_ content: Bytes) {
        guard content.count == 2, content[1] < 2 else { return nil }
        seat = Int(content[0])
        isTaken = content[1] == 1
    }

    var content: Bytes { [UInt8(seat), isTaken ? 1 : 0] }
}

extension SeatChange {
    /// Different sequences of changes that a chain has, and the length of each.
    static let walks = 8
    static let steps = 24

    /// One change after the other, each of which can be done after those before. There are never so few
    /// validators that fewer of them may be faulty than at the beginning.
    static func walk(_ number: Int, founders count: Int) -> [SeatChange] {
        var random = SeededRandom(seed: 0x5EA7 &+ UInt64(number))
        let least = 3 * ((count - 1) / 3) + 1
        var taken = (0..<count + Seats.spare).map { $0 < count }
        return (0..<steps).map { _ in
            let seated = taken.count { $0 }
            let possible = taken.indices.filter { !taken[$0] || seated > least }
            let seat = random.pick(Array(possible))
            taken[seat].toggle()
            return SeatChange(seat: seat, isTaken: taken[seat])
        }
    }
}
