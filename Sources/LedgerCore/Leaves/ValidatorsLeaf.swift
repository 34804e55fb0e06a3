/// A set of validators with their records, and since when it decides.
///
/// Spec: Docs/Spec/Rules.md §10.
package struct ValidatorsLeaf: Hashable, Sendable {
    /// How many sets the chain had before this one.
    package let number: UInt64
    /// The first height that it decides.
    package let from: Height
    /// Ascending by name.
    package let validators: [ValidatorRecord]
    /// Their consensus keys, by which headers and votes name the set.
    package let set: ValidatorSet

    /// Records in any order. Nil for none, more than thirty, or one name or consensus key twice.
    package init?(number: UInt64, from: Height, validators: [ValidatorRecord]) {
        guard let set = ValidatorSet(keys: validators.map(\.consensusKey)) else { return nil }
        let sorted = validators.sorted { $0.name < $1.name }
        guard zip(sorted, sorted.dropFirst()).allSatisfy({ $0.name != $1.name }) else {
            return nil
        }
        self.number = number
        self.from = from
        self.validators = sorted
        self.set = set
    }

    /// What a chain begins with.
    package init(_ genesis: Genesis) {
        number = 0
        from = .first
        validators = genesis.validators
        set = genesis.validatorSet
    }

    package subscript(name: MemberID) -> ValidatorRecord? {
        validators.first { $0.name == name }
    }

    /// The validator that signs proposals and votes with this key.
    package func validator(voting key: KeyID) -> ValidatorRecord? {
        validators.first { $0.consensusKey.id == key }
    }
}

extension ValidatorsLeaf: CBORCodable {
    package func encode(into writer: inout CBORWriter) {
        writer.leaf(version: 1, fields: 3)
        writer.unsigned(number)
        writer.value(from)
        writer.array(validators)
    }

    package init(from reader: inout CBORReader) throws(CBORError) {
        let start = reader.offset
        try reader.leaf(version: 1, fields: 3)
        let number = try reader.unsigned()
        let from = try reader.value(Height.self)
        let validators = try reader.array(of: ValidatorRecord.self, max: ValidatorSet.countMax)
        guard let leaf = ValidatorsLeaf(number: number, from: from, validators: validators),
            leaf.validators == validators
        else {
            throw CBORError(.invalid("1 to 30 different validators ascending by name"), at: start)
        }
        self = leaf
    }
}
