/// The only source of chance in a season: SplitMix64, so that one seed gives one season on every
/// machine and with every version of the standard library.
///
/// Spec: Steele, Lea, Flood, "Fast Splittable Pseudorandom Number Generators" (OOPSLA 2014).
package struct SeededGenerator: Sendable {
    private var state: UInt64

    package init(seed: UInt64) {
        state = seed
    }

    /// A generator of its own for a part of the season, so that one part can change without the
    /// others.
    func part(_ name: String) -> SeededGenerator {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for byte in name.utf8 { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01b3 }
        var part = SeededGenerator(seed: state ^ hash)
        _ = part.next()
        return part
    }

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var word = state
        word = (word ^ (word >> 30)) &* 0xbf58_476d_1ce4_e5b9
        word = (word ^ (word >> 27)) &* 0x94d0_49bb_1331_11eb
        return word ^ (word >> 31)
    }

    /// Any number of the range alike.
    mutating func number(in range: ClosedRange<Int>) -> Int {
        let width = UInt64(range.upperBound - range.lowerBound) + 1
        return range.lowerBound + Int(next().multipliedFullWidth(by: width).high)
    }

    /// A number near the middle of the range more often than near its ends, as measurements are:
    /// the mean of three draws.
    mutating func measurement(in range: ClosedRange<Int>) -> Int {
        (number(in: range) + number(in: range) + number(in: range)) / 3
    }

    /// True `percent` times out of a hundred.
    mutating func chance(_ percent: Int) -> Bool {
        number(in: 1...100) <= percent
    }

    mutating func element<Element>(of choices: [Element]) -> Element {
        choices[number(in: 0...(choices.count - 1))]
    }

    /// `urn:uuid:` with the version 4 bits set.
    mutating func uuid() -> String {
        let high = (next() & 0xffff_ffff_ffff_0fff) | 0x4000
        let low = (next() & 0x3fff_ffff_ffff_ffff) | 0x8000_0000_0000_0000
        let digits = hexadecimal(high) + hexadecimal(low)
        var text = "urn:uuid:"
        for (place, digit) in digits.enumerated() {
            if [8, 12, 16, 20].contains(place) { text.append("-") }
            text.append(digit)
        }
        return text
    }

    private func hexadecimal(_ word: UInt64) -> String {
        let digits = String(word, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }
}
