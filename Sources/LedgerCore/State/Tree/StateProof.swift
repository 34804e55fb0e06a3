/// Proof of what the state holds for a key, or that it holds nothing.
///
/// Spec: Docs/Spec/StateTree.md §4.
package struct StateProof: Hashable, Sendable {
    /// What stands at the end of the key's way down.
    package enum End: Hashable, Sendable {
        case empty
        /// The only leaf there: the key's own, or that of another key that begins alike.
        case leaf(key: Digest, valueHash: Digest)
    }

    /// Most siblings that a way can have.
    static let siblingCountMax = 256

    /// The hashes beside the way, the one below the root first.
    package let siblings: [Digest]
    package let end: End

    package init(siblings: [Digest], end: End) {
        self.siblings = siblings
        self.end = end
    }

    /// Whether the state with this root holds this value for the key.
    package func shows(_ key: Digest, holds value: Bytes, root: Digest) -> Bool {
        guard case .leaf(key, Digest(hashing: value)) = end else { return false }
        return self.root(of: key) == root
    }

    /// Whether the state with this root holds nothing for the key.
    package func showsAbsence(of key: Digest, root: Digest) -> Bool {
        if case .leaf(key, _) = end { return false }
        return self.root(of: key) == root
    }

    /// The root that follows for a key; nil where the end cannot be on the key's way.
    private func root(of key: Digest) -> Digest? {
        guard siblings.count <= StateProof.siblingCountMax else { return nil }
        var hash: Digest
        switch end {
        case .empty: hash = StateTreeHash.empty
        case .leaf(let found, let valueHash):
            guard found.prefix(bits: siblings.count) == key.prefix(bits: siblings.count) else {
                return nil
            }
            hash = StateTreeHash.leaf(key: found, valueHash: valueHash)
        }
        for (depth, sibling) in siblings.enumerated().reversed() {
            hash =
                key.bit(depth) == 0
                ? StateTreeHash.node(hash, sibling) : StateTreeHash.node(sibling, hash)
        }
        return hash
    }
}

/// [siblings, null or [key, value hash]]; an empty sibling is null.
extension StateProof: CBORCodable {
    package func encode(into writer: inout CBORWriter) {
        writer.array(count: 2)
        writer.array(count: siblings.count)
        for sibling in siblings {
            writer.optional(sibling == StateTreeHash.empty ? nil : sibling)
        }
        switch end {
        case .empty: writer.null()
        case .leaf(let key, let valueHash): writer.array([key, valueHash])
        }
    }

    package init(from reader: inout CBORReader) throws(CBORError) {
        try reader.array(count: 2)
        let start = reader.offset
        let count = try reader.arrayCount()
        try reader.require(count <= StateProof.siblingCountMax, "at most 256 siblings", at: start)
        var siblings: [Digest] = []
        for _ in 0..<count {
            let start = reader.offset
            let sibling = try reader.optional(Digest.self)
            try reader.require(sibling != StateTreeHash.empty, "null for zeros", at: start)
            siblings.append(sibling ?? StateTreeHash.empty)
        }
        self.siblings = siblings
        if reader.skipNull() {
            end = .empty
        } else {
            try reader.array(count: 2)
            end = .leaf(
                key: try reader.value(Digest.self), valueHash: try reader.value(Digest.self))
        }
    }
}
