/// What of an amount has to do with which gap: the oldest gap first, each once.
///
/// Spec: Docs/Spec/MassBalance.md §8.
package struct GapAmounts: Hashable, Sendable {
    package struct Element: Hashable, Sendable {
        package let gap: GapReference
        /// In the smallest unit of the lot; above 0.
        package fileprivate(set) var amount: Int64
    }

    package private(set) var elements: [Element] = []

    package static let none = GapAmounts()

    private init() {}

    /// An amount of one gap; none of nothing.
    package init(_ amount: Int64, of gap: GapReference) {
        if amount > 0 { elements = [Element(gap: gap, amount: amount)] }
    }

    package var isEmpty: Bool { elements.isEmpty }

    /// Of all gaps; whoever adds holds it to 63 bits.
    package var sum: Int64 { elements.reduce(0) { $0 + $1.amount } }

    package subscript(gap: GapReference) -> Int64 {
        elements.first { $0.gap == gap }?.amount ?? 0
    }

    /// - Precondition: the sum fits.
    package mutating func add(_ amount: Int64, of gap: GapReference) {
        precondition(amount >= 0, "a negative amount of a gap")
        guard amount > 0 else { return }
        let place = elements.firstIndex { $0.gap >= gap } ?? elements.endIndex
        if place < elements.endIndex, elements[place].gap == gap {
            elements[place].amount += amount
        } else {
            elements.insert(Element(gap: gap, amount: amount), at: place)
        }
    }

    package mutating func add(_ other: GapAmounts) {
        for element in other.elements { add(element.amount, of: element.gap) }
    }

    /// - Precondition: not more than there is of the gap.
    package mutating func remove(_ amount: Int64, of gap: GapReference) {
        guard amount > 0 else { return }
        guard let place = elements.firstIndex(where: { $0.gap == gap }),
            amount <= elements[place].amount
        else { preconditionFailure("\(amount) of a gap of which there is less") }
        elements[place].amount -= amount
        if elements[place].amount == 0 { elements.remove(at: place) }
    }

    package mutating func remove(_ other: GapAmounts) {
        for element in other.elements { remove(element.amount, of: element.gap) }
    }

    /// Takes up to an amount, of the oldest gap first.
    package mutating func take(upTo amount: Int64) -> GapAmounts {
        var taken = GapAmounts()
        var missing = amount
        for element in elements where missing > 0 {
            let part = min(missing, element.amount)
            missing -= part
            taken.add(part, of: element.gap)
        }
        remove(taken)
        return taken
    }

    /// What this and another name alike, the smaller amount of each.
    package func shared(with other: GapAmounts) -> GapAmounts {
        var shared = GapAmounts()
        for element in elements {
            shared.add(min(element.amount, other[element.gap]), of: element.gap)
        }
        return shared
    }

    /// Keeps the newest gaps, and forgets the others.
    package mutating func keepNewest(_ count: Int) {
        elements.removeFirst(max(0, elements.count - count))
    }
}

extension GapAmounts.Element: CBORCodable {
    package func encode(into writer: inout CBORWriter) {
        writer.array(count: 2)
        writer.value(gap)
        writer.amount(amount)
    }

    package init(from reader: inout CBORReader) throws(CBORError) {
        try reader.array(count: 2)
        gap = try reader.value(GapReference.self)
        let offset = reader.offset
        amount = try reader.amount()
        try reader.require(amount > 0, "an amount above 0 of a gap", at: offset)
    }
}

extension GapAmounts: CBORCodable {
    package func encode(into writer: inout CBORWriter) {
        writer.array(elements)
    }

    package init(from reader: inout CBORReader) throws(CBORError) {
        try self.init(from: &reader, atMost: .max)
    }

    /// - Parameter most: what the amounts are part of.
    init(from reader: inout CBORReader, atMost most: Int64) throws(CBORError) {
        let offset = reader.offset
        elements = try reader.array(of: Element.self)
        try reader.require(
            zip(elements, elements.dropFirst()).allSatisfy { $0.gap < $1.gap },
            "amounts in the order of gaps, each once", at: offset)
        let sum = elements.reduce(Int128(0)) { $0 + Int128($1.amount) }
        try reader.require(sum <= Int128(most), "amounts of gaps that fit", at: offset)
    }
}
