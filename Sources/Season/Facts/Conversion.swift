/// What share of its input a conversion gives, by mass.
///
/// For cotton the figures of Tajikistan's harvest of 2005 (126,000 t gave 41,500 t of fibre and
/// 72,300 t of seed), for fruit what dry matter in and out allows. A season draws near the typical
/// value and stays inside the limits.
package struct Conversion: Hashable, Sendable {
    /// Thousandths of the input.
    package let typical: Int
    package let limits: ClosedRange<Int>

    /// Fresh apricot to dried without stone.
    package static let dryingApricot = Conversion(typical: 250, limits: 170...360)
    /// Fresh apricot to stones.
    package static let stoningApricot = Conversion(typical: 70, limits: 40...100)
    /// Apricot stones to kernels.
    package static let crackingStones = Conversion(typical: 270, limits: 180...350)
    /// Seed cotton to lint.
    package static let ginningLint = Conversion(typical: 329, limits: 280...420)
    /// Seed cotton to seed.
    package static let ginningSeed = Conversion(typical: 574, limits: 500...620)
    /// Onions kept through curing and sorting.
    package static let curingOnion = Conversion(typical: 920, limits: 700...1_000)

    /// The mass that `input` grams give this time: typical, a tenth of the way to either limit more
    /// or less, rounded down to a hundred grams as a floor scale shows it.
    func yield(of input: Int, draw: inout SeededGenerator) -> Int {
        let low = typical - (typical - limits.lowerBound) / 5
        let high = typical + (limits.upperBound - typical) / 5
        let share = draw.measurement(in: low...high)
        return input * share / 1_000 / 100 * 100
    }
}
