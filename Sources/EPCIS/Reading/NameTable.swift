/// Finds the position of a name in a fixed list by its bytes, without making a `String`.
struct NameTable {
    private struct Slot {
        var head: UInt64
        var tail: UInt64
        var length: Int
        /// -1 for an empty slot.
        var position: Int
    }

    private var slots: ContiguousArray<Slot>
    private let names: [[UInt8]]

    init(_ names: [String]) {
        self.names = names.map { Array($0.utf8) }
        var capacity = 16
        while capacity < names.count * 4 { capacity *= 2 }
        slots = ContiguousArray(
            repeating: Slot(head: 0, tail: 0, length: 0, position: -1), count: capacity)
        for (position, name) in self.names.enumerated() {
            let slot = ByteWindow.lend(name) { bytes in
                Slot(
                    head: bytes.head(of: 0..<bytes.count), tail: bytes.tail(of: 0..<bytes.count),
                    length: bytes.count, position: position)
            }
            var place = start(slot.head, slot.tail, slot.length)
            while slots[place].position >= 0 { place = (place + 1) & (slots.count - 1) }
            slots[place] = slot
        }
    }

    @inline(__always)
    private func start(_ head: UInt64, _ tail: UInt64, _ length: Int) -> Int {
        let mixed =
            (head ^ (tail &* 0x9E37_79B9_7F4A_7C15) &+ UInt64(length)) &* 0xD6E8_FEB8_6659_FD93
        return Int(truncatingIfNeeded: mixed >> 40) & (slots.count &- 1)
    }

    /// The position of the name that `range` spells; the table is never full, so the search ends.
    func position(_ bytes: ByteWindow, _ range: Range<Int>) -> Int? {
        let (head, tail) = (bytes.head(of: range), bytes.tail(of: range))
        var place = start(head, tail, range.count)
        while true {
            let slot = slots[place]
            if slot.position < 0 { return nil }
            if slot.head == head, slot.tail == tail, slot.length == range.count,
                range.count <= 16 || bytes.equal(range, names[slot.position])
            {
                return slot.position
            }
            place = (place + 1) & (slots.count - 1)
        }
    }
}
