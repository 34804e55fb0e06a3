/// The bytes of a node in a store.
///
/// Two bitmaps of 16 bits, big-endian, the slot 0 highest: which slots are leaves, which are nodes.
/// Then each slot in order: a leaf is its key and value hash (64 bytes), a node its hash and its
/// version (32 and 8 bytes, big-endian). The bytes are never hashed.
///
/// Spec: Docs/Spec/StateTree.md §3.
extension StateTreeNode {
    private static let leafByteCount = 64
    private static let nodeByteCount = 40

    var row: Bytes {
        var leaves: UInt16 = 0
        var nodes: UInt16 = 0
        for (index, slot) in slots.enumerated() {
            switch slot {
            case .empty: continue
            case .leaf: leaves |= 0x8000 >> UInt16(index)
            case .node: nodes |= 0x8000 >> UInt16(index)
            }
        }
        let count = StateTreeNode.byteCount(leaves: leaves, nodes: nodes)
        return Bytes(unsafeUninitializedCapacity: count) { buffer, initializedCount in
            let raw = UnsafeMutableRawBufferPointer(buffer)
            raw.storeBytes(of: leaves.bigEndian, toByteOffset: 0, as: UInt16.self)
            raw.storeBytes(of: nodes.bigEndian, toByteOffset: 2, as: UInt16.self)
            var offset = 4
            for slot in slots {
                switch slot {
                case .empty: continue
                case .leaf(let key, let valueHash):
                    key.store(to: raw, at: offset)
                    valueHash.store(to: raw, at: offset + 32)
                    offset += StateTreeNode.leafByteCount
                case .node(let hash, let version):
                    hash.store(to: raw, at: offset)
                    raw.storeBytes(
                        of: version.rawValue.bigEndian, toByteOffset: offset + 32,
                        as: UInt64.self)
                    offset += StateTreeNode.nodeByteCount
                }
            }
            initializedCount = count
        }
    }

    /// Nil for bytes that are no node.
    init?(row: Bytes) {
        guard row.count >= 4 else { return nil }
        let slots: [Slot]? = row.withUnsafeBytes { raw in
            let leaves = UInt16(bigEndian: raw.loadUnaligned(fromByteOffset: 0, as: UInt16.self))
            let nodes = UInt16(bigEndian: raw.loadUnaligned(fromByteOffset: 2, as: UInt16.self))
            guard leaves & nodes == 0,
                raw.count == StateTreeNode.byteCount(leaves: leaves, nodes: nodes)
            else { return nil }
            var slots: [Slot] = []
            slots.reserveCapacity(StateTreeNode.slotCount)
            var offset = 4
            for index in 0..<UInt16(StateTreeNode.slotCount) {
                let digest = { (place: Int) in
                    Digest(loading: UnsafeRawBufferPointer(rebasing: raw[place...]))
                }
                if leaves & 0x8000 >> index != 0 {
                    slots.append(.leaf(key: digest(offset), valueHash: digest(offset + 32)))
                    offset += StateTreeNode.leafByteCount
                } else if nodes & 0x8000 >> index != 0 {
                    let version = raw.loadUnaligned(fromByteOffset: offset + 32, as: UInt64.self)
                    slots.append(
                        .node(hash: digest(offset), version: Height(UInt64(bigEndian: version))))
                    offset += StateTreeNode.nodeByteCount
                } else {
                    slots.append(.empty)
                }
            }
            return slots
        }
        guard let slots else { return nil }
        self.slots = slots
    }

    private static func byteCount(leaves: UInt16, nodes: UInt16) -> Int {
        4 + leafByteCount * leaves.nonzeroBitCount + nodeByteCount * nodes.nonzeroBitCount
    }
}
