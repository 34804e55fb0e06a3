/// Remembers what was made of recent byte ranges, so that a text that occurs a thousand times in a
/// document is decoded and checked once.
///
/// Each text has one place where it can be; another text that falls there replaces it. Chosen input
/// can make the cache useless, never slow.
struct RangeCache<Value> {
    private var entries: ContiguousArray<(range: Range<Int>, value: Value)?>

    init() {
        entries = ContiguousArray(repeating: nil, count: 512)
    }

    @inline(__always)
    func place(_ bytes: ByteWindow, _ range: Range<Int>) -> Int {
        let (head, tail) = (bytes.head(of: range), bytes.tail(of: range))
        let mixed =
            (head &* 0x9E37_79B9_7F4A_7C15) ^ (tail &* 0xD6E8_FEB8_6659_FD93)
            &+ UInt64(range.count)
        return Int(truncatingIfNeeded: (mixed ^ mixed >> 29) >> 20) & 511
    }

    func value(at place: Int, _ bytes: ByteWindow, _ range: Range<Int>) -> Value? {
        guard let entry = entries[place], bytes.equal(entry.range, range) else { return nil }
        return entry.value
    }

    mutating func store(_ value: Value, at place: Int, _ range: Range<Int>) {
        entries[place] = (range, value)
    }
}
