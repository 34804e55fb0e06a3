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
        digest = Digest(domain: .stateKey, count: 2) { writer in
            writer.unsigned(UInt64(type.rawValue))
            writer.bytes(id)
        }
    }

    package init(_ type: StateType, _ id: String) {
        self.init(type, Array(id.utf8))
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
