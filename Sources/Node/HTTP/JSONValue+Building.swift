package import EPCIS

/// Answers are built as exact JSON values, so that member order and numbers are ours to decide.
extension JSONValue {
    /// An object of the members that are present, in this order.
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

    static func strings(_ values: some Sequence<String>) -> JSONValue {
        .array(values.map(JSONValue.string))
    }
}

extension JSONValue: ExpressibleByStringLiteral {
    package init(stringLiteral value: String) {
        self = .string(value)
    }
}
