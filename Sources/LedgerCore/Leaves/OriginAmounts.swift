/// What of an amount came from where: in the order of origins, each once.
///
/// Spec: Docs/Spec/MassBalance.md §10.2.
package struct OriginAmounts: Hashable, Sendable {
    /// Beyond that the smallest are one.
    package static let originsMax = 16

    package struct Element: Hashable, Sendable {
        package let origin: GoodsOrigin
        /// In the unit of whatever it is part of; above 0.
        package fileprivate(set) var amount: Int64
    }

    package private(set) var elements: [Element] = []

    package static let none = OriginAmounts()

    private init() {}

    /// An amount of one origin; none of nothing.
    package init(_ amount: Int64, of origin: GoodsOrigin) {
        precondition(amount >= 0, "a negative amount of an origin")
        if amount > 0 { elements = [Element(origin: origin, amount: amount)] }
    }

    package var isEmpty: Bool { elements.isEmpty }

    /// Of all origins; whoever adds holds it to 63 bits.
    package var sum: Int64 { elements.reduce(0) { $0 + $1.amount } }

    package subscript(origin: GoodsOrigin) -> Int64 {
        elements.first { $0.origin == origin }?.amount ?? 0
    }

    /// These and others together; nil when the sum does not fit.
    package func adding(_ others: OriginAmounts) -> OriginAmounts? {
        guard !sum.addingReportingOverflow(others.sum).overflow else { return nil }
        var whole = self
        for element in others.elements { whole.add(element.amount, of: element.origin) }
        whole.gather()
        return whole
    }

    /// These without others, as far as there is as much of each.
    package func without(_ others: OriginAmounts) -> OriginAmounts {
        var rest = self
        for index in rest.elements.indices {
            let less = others[rest.elements[index].origin]
            rest.elements[index].amount -= min(less, rest.elements[index].amount)
        }
        rest.elements.removeAll { $0.amount == 0 }
        return rest
    }

    /// What these and others name alike, the smaller amount of each.
    package func shared(with others: OriginAmounts) -> OriginAmounts {
        var shared = OriginAmounts()
        for element in elements {
            shared.add(min(element.amount, others[element.origin]), of: element.origin)
        }
        return shared
    }

    /// Another amount in the same shares: each rounded down, and one more for those with the largest
    /// remainders, of equals the first, until they add up.
    ///
    /// - Precondition: there are some.
    package func share(of amount: Int64) -> OriginAmounts {
        let whole = Int128(sum)
        precondition(whole > 0 && amount >= 0, "a share of nothing")
        if elements.count == 1 { return OriginAmounts(amount, of: elements[0].origin) }
        var missing = amount
        var parts: [(index: Int, amount: Int64, remainder: Int128)] = []
        for (index, element) in elements.enumerated() {
            let product = Int128(element.amount) * Int128(amount)
            // At most `amount`, since the share is at most one.
            let part = Int64(product / whole)
            missing -= part
            parts.append((index, part, product % whole))
        }
        // Fewer are missing than there are origins.
        for (index, _, _) in parts.sorted(by: {
            ($1.remainder, $0.index) < ($0.remainder, $1.index)
        }).prefix(Int(missing)) {
            parts[index].amount += 1
        }
        var share = OriginAmounts()
        for part in parts { share.add(part.amount, of: elements[part.index].origin) }
        return share
    }

    private mutating func add(_ amount: Int64, of origin: GoodsOrigin) {
        guard amount > 0 else { return }
        let place = elements.firstIndex { $0.origin >= origin } ?? elements.endIndex
        if place < elements.endIndex, elements[place].origin == origin {
            elements[place].amount += amount
        } else {
            elements.insert(Element(origin: origin, amount: amount), at: place)
        }
    }

    /// Makes the smallest, of equals the last, one until there are not too many.
    private mutating func gather() {
        while elements.count > OriginAmounts.originsMax {
            var smallest: Int?
            for (index, element) in elements.enumerated() where element.origin != .other {
                if let known = smallest, elements[known].amount < element.amount { continue }
                smallest = index
            }
            guard let smallest else { preconditionFailure("more than one other") }
            let element = elements.remove(at: smallest)
            add(element.amount, of: .other)
        }
    }
}

extension OriginAmounts.Element: CBORCodable {
    package func encode(into writer: inout CBORWriter) {
        writer.array(count: 2)
        writer.value(origin)
        writer.amount(amount)
    }

    package init(from reader: inout CBORReader) throws(CBORError) {
        try reader.array(count: 2)
        origin = try reader.value(GoodsOrigin.self)
        let offset = reader.offset
        amount = try reader.amount()
        try reader.require(amount > 0, "an amount above 0 of an origin", at: offset)
    }
}

extension OriginAmounts: CBORCodable {
    package func encode(into writer: inout CBORWriter) {
        writer.array(elements)
    }

    package init(from reader: inout CBORReader) throws(CBORError) {
        let offset = reader.offset
        elements = try reader.array(of: Element.self, max: OriginAmounts.originsMax)
        try reader.require(
            zip(elements, elements.dropFirst()).allSatisfy { $0.origin < $1.origin },
            "amounts in the order of origins, each once", at: offset)
        let sum = elements.reduce(Int128(0)) { $0 + Int128($1.amount) }
        try reader.require(sum <= Int128(Int64.max), "amounts of origins that fit", at: offset)
    }
}
