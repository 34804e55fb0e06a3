/// The name of one fact in the replicated state, and its place in the state tree.
///
/// Spec: Docs/Spec/StateTree.md §1.
package struct StateKey: Sendable {
    package let type: StateType
    package let id: Bytes
    /// The path in the tree: SHA-256 of ["daftar/state-key/v1", type, id].
    package let digest: Digest

    package init(_ type: StateType, _ id: Bytes) {
        self.type = type
        self.id = id
        let headsBytesMax = 40
        digest = id.withUnsafeBytes { id in
            Digest(domain: .stateKey, count: 2, bytesMax: headsBytesMax + id.count) { preimage in
                preimage.unsigned(UInt64(type.rawValue))
                preimage.bytes(id)
            }
        }
    }

    package init(_ type: StateType, _ id: String) {
        self.init(type, Array(id.utf8))
    }

    /// A key whose id is an array of so many items, which `write` adds.
    init(_ type: StateType, fields count: Int, _ write: (inout CBORWriter) -> Void) {
        var writer = CBORWriter(capacity: 96)
        writer.array(count: count)
        write(&writer)
        self.init(type, writer.output)
    }
}

/// Digests of many keys one after the other, which are not made values before.
package struct StateKeyDigests {
    private var preimage: CBORWriter
    private let headBytes: Int

    package init() {
        preimage = CBORWriter()
        preimage.array(.stateKey, count: 2)
        headBytes = preimage.output.count
    }

    /// What `StateKey.digest` of a key with this type and id is.
    package mutating func digest(of type: StateType, id: UnsafeRawBufferPointer) -> Digest {
        preimage.cut(to: headBytes)
        preimage.unsigned(UInt64(type.rawValue))
        preimage.bytes(id)
        return Digest(hashing: preimage.output)
    }
}

extension StateKey: Hashable {
    package static func == (left: StateKey, right: StateKey) -> Bool {
        left.digest == right.digest
    }

    package func hash(into hasher: inout Hasher) {
        hasher.combine(digest)
    }
}

extension StateKey: Comparable {
    package static func < (left: StateKey, right: StateKey) -> Bool {
        left.digest < right.digest
    }
}
