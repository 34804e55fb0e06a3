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

    /// One by itself: most goods are of one origin, and then there is no array.
    private enum Parts: Hashable, Sendable {
        case one(Element)
        /// None, or more than one.
        case many([Element])
    }

    private var parts = Parts.many([])

    package static let none = OriginAmounts()

    private init() {}

    private init(_ elements: [Element]) {
        self.elements = elements
    }

    /// An amount of one origin; none of nothing.
    package init(_ amount: Int64, of origin: GoodsOrigin) {
        precondition(amount >= 0, "a negative amount of an origin")
        if amount > 0 { parts = .one(Element(origin: origin, amount: amount)) }
    }

    package private(set) var elements: [Element] {
        get {
            switch parts {
            case .one(let element): [element]
            case .many(let elements): elements
            }
        }
        set { parts = newValue.count == 1 ? .one(newValue[0]) : .many(newValue) }
    }

    package var isEmpty: Bool {
        switch parts {
        case .one: false
        case .many(let elements): elements.isEmpty
        }
    }

    /// Of all origins; whoever adds holds it to 63 bits.
    package var sum: Int64 {
        switch parts {
        case .one(let element): element.amount
        case .many(let elements): elements.reduce(0) { $0 + $1.amount }
        }
    }

    package subscript(origin: GoodsOrigin) -> Int64 {
        switch parts {
        case .one(let element): element.origin == origin ? element.amount : 0
        case .many(let elements): elements.first { $0.origin == origin }?.amount ?? 0
        }
    }

    /// These and others together; nil when the sum does not fit.
    package func adding(_ others: OriginAmounts) -> OriginAmounts? {
        guard !sum.addingReportingOverflow(others.sum).overflow else { return nil }
        if others.isEmpty { return self }
        if isEmpty { return others }
        if case .one(let element) = parts, case .one(let other) = others.parts,
            element.origin == other.origin
        {
            return OriginAmounts(element.amount + other.amount, of: element.origin)
        }
        var whole = elements
        for element in others.elements { whole.add(element.amount, of: element.origin) }
        whole.gather()
        return OriginAmounts(whole)
    }

    /// These without others, as far as there is as much of each.
    package func without(_ others: OriginAmounts) -> OriginAmounts {
        if case .one(let element) = parts {
            let less = min(others[element.origin], element.amount)
            return OriginAmounts(element.amount - less, of: element.origin)
        }
        var rest = elements
        for index in rest.indices {
            let less = others[rest[index].origin]
            rest[index].amount -= min(less, rest[index].amount)
        }
        rest.removeAll { $0.amount == 0 }
        return OriginAmounts(rest)
    }

    /// What these and others name alike, the smaller amount of each.
    package func shared(with others: OriginAmounts) -> OriginAmounts {
        var shared: [Element] = []
        for element in elements {
            shared.add(min(element.amount, others[element.origin]), of: element.origin)
        }
        return OriginAmounts(shared)
    }

    /// Another amount in the same shares: each rounded down, and one more for those with the largest
    /// remainders, of equals the first, until they add up.
    ///
    /// - Precondition: there are some.
    package func share(of amount: Int64) -> OriginAmounts {
        let whole = Int128(sum)
        precondition(whole > 0 && amount >= 0, "a share of nothing")
        if case .one(let element) = parts { return OriginAmounts(amount, of: element.origin) }
        let elements = elements
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
        var share: [Element] = []
        for part in parts { share.add(part.amount, of: elements[part.index].origin) }
        return OriginAmounts(share)
    }
}

/// In the order of origins, each once.
extension [OriginAmounts.Element] {
    fileprivate mutating func add(_ amount: Int64, of origin: GoodsOrigin) {
        guard amount > 0 else { return }
        let place = firstIndex { $0.origin >= origin } ?? endIndex
        if place < endIndex, self[place].origin == origin {
            self[place].amount += amount
        } else {
            insert(OriginAmounts.Element(origin: origin, amount: amount), at: place)
        }
    }

    /// Makes the smallest, of equals the last, one until there are not too many.
    fileprivate mutating func gather() {
        while count > OriginAmounts.originsMax {
            var smallest: Int?
            for (index, element) in enumerated() where element.origin != .other {
                if let known = smallest, self[known].amount < element.amount { continue }
                smallest = index
            }
            guard let smallest else { preconditionFailure("more than one other") }
            let element = remove(at: smallest)
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
        switch parts {
        case .one(let element):
            writer.array(count: 1)
            writer.value(element)
        case .many(let elements): writer.array(elements)
        }
    }

    package init(from reader: inout CBORReader) throws(CBORError) {
        if reader.skipArrayOfOne() {
            parts = .one(try reader.value(Element.self))
            return
        }
        let offset = reader.offset
        elements = try reader.array(of: Element.self, max: OriginAmounts.originsMax)
        try reader.require(
            zip(elements, elements.dropFirst()).allSatisfy { $0.origin < $1.origin },
            "amounts in the order of origins, each once", at: offset)
        let sum = elements.reduce(Int128(0)) { $0 + Int128($1.amount) }
        try reader.require(sum <= Int128(Int64.max), "amounts of origins that fit", at: offset)
    }
}
