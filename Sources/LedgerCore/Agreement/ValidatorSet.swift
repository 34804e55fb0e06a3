/// The validators of a height: their consensus keys in the order of key ids, one vote each.
///
/// Spec: Docs/Spec/Consensus.md, parameters.
package struct ValidatorSet: Sendable {
    /// Most validators that a chain may have.
    package static let countMax = 30

    /// The keys, ascending by id. A validator's index is its place here.
    package let keys: [PublicKey]
    /// The ids of `keys`, in the same order.
    package let ids: [KeyID]
    /// What headers and votes name the set by: SHA-256 of ["daftar/validator-set/v1", [keys]].
    package let hash: Digest

    /// Nil for no key, more than thirty, or the same key twice. Any order will do.
    package init?(keys: [PublicKey]) {
        guard (1...ValidatorSet.countMax).contains(keys.count) else { return nil }
        let sorted = keys.map { (id: $0.id, key: $0) }.sorted { $0.id < $1.id }
        guard zip(sorted, sorted.dropFirst()).allSatisfy({ $0.id != $1.id }) else { return nil }
        self.keys = sorted.map(\.key)
        ids = sorted.map(\.id)
        let ordered = sorted.map(\.key)
        hash = Digest(domain: .validatorSet, count: 1) { $0.array(ordered) }
    }

    package var count: Int { keys.count }

    /// How many may be faulty: ⌊(n − 1) / 3⌋.
    package var faultyMax: Int { (count - 1) / 3 }

    /// More than two thirds: ⌊2n / 3⌋ + 1. Not 2f + 1, which is less where n ≠ 3f + 1.
    package var quorum: Int { 2 * count / 3 + 1 }

    /// So many that one at least is honest: f + 1.
    package var skipThreshold: Int { faultyMax + 1 }

    /// The index of who proposes: (height + round) mod n.
    package func proposerIndex(height: Height, round: Round) -> Int {
        let n = UInt64(count)
        return Int((height.rawValue % n + UInt64(round.rawValue) % n) % n)
    }

    /// The key id of who proposes.
    package func proposer(height: Height, round: Round) -> KeyID {
        ids[proposerIndex(height: height, round: round)]
    }

    /// The place of a key; nil for a key that is no validator's.
    package func index(of id: KeyID) -> Int? {
        ids.firstIndex(of: id)
    }
}

extension ValidatorSet: Hashable {
    package static func == (left: ValidatorSet, right: ValidatorSet) -> Bool {
        left.hash == right.hash
    }

    package func hash(into hasher: inout Hasher) {
        hasher.combine(hash)
    }
}

extension ValidatorSet: CBORCodable {
    package func encode(into writer: inout CBORWriter) {
        writer.array(keys)
    }

    package init(from reader: inout CBORReader) throws(CBORError) {
        let start = reader.offset
        let keys = try reader.array(of: PublicKey.self, max: ValidatorSet.countMax)
        guard let set = ValidatorSet(keys: keys), set.keys == keys else {
            throw CBORError(.invalid("1 to 30 different keys ascending by id"), at: start)
        }
        self = set
    }
}
