import EPCIS

extension JSONValue {
    /// An object of these members in this order; those that are `nil` are left out.
    static func members(_ members: KeyValuePairs<String, JSONValue?>) -> JSONValue {
        .object(
            JSONObject(
                members: members.compactMap { name, value in
                    value.map { JSONObject.Member(name: name, value: $0) }
                }))
    }

    static func integer(_ value: some BinaryInteger) -> JSONValue {
        .number(ExactDecimal(coefficient: Int128(value)))
    }

    static func texts(_ texts: some Sequence<String>) -> JSONValue {
        .array(texts.map { .string($0) })
    }

    /// The number of a member, where it is a whole one.
    func integer(_ name: String) -> Int? {
        guard let number = self[name]?.number?.normalized, number.exponent >= 0,
            number.exponent <= 18
        else { return nil }
        let power = (0..<number.exponent).reduce(Int128(1)) { value, _ in value * 10 }
        let (product, overflow) = number.coefficient.multipliedReportingOverflow(by: power)
        return overflow ? nil : Int(exactly: product)
    }
}
