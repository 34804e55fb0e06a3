/// The size and root of a log, in the text that transparency-log clients know.
///
/// A pure function of what was decided: of the genesis, which names the origin, and of the log after
/// the block's header. It is signed only once the block is decided, never before.
///
/// Spec: C2SP tlog-checkpoint; Docs/Spec/Encoding.md §12.
package struct Checkpoint: Hashable, Sendable {
    package let origin: String
    /// Number of leaves.
    package let size: UInt64
    package let root: Digest

    package init(origin: String, size: UInt64, root: Digest) {
        self.origin = origin
        self.size = size
        self.root = root
    }

    /// The checkpoint of a log that ends with a decided header.
    package init(origin: String, log: MerkleFrontier) {
        self.init(origin: origin, size: log.size, root: log.root)
    }

    /// The text that is signed: origin, size and root, a line each.
    package var text: String { "\(origin)\n\(size)\n\(root.bytes.base64)\n" }

    /// Nil for a text that is no checkpoint without extension lines.
    package init?(text: String) {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        guard lines.count == 4, !lines[0].isEmpty, let size = UInt64(lines[1]),
            let root = Bytes(base64: String(lines[2])).flatMap({ Digest(bytes: $0) })
        else { return nil }
        self.init(origin: String(lines[0]), size: size, root: root)
        // Leading zeros and signs of the size show in what would be written.
        guard self.text == text else { return nil }
    }
}

extension ValidatorRecord {
    /// The key with which this validator signs the checkpoints of a log.
    package func logNoteKey(origin: String) -> NoteKey? {
        NoteKey(name: origin, kind: .note, publicKey: logKey)
    }

    /// The key with which this validator cosigns, under its own name below the log's origin.
    package func cosignerNoteKey(origin: String) -> NoteKey? {
        NoteKey(name: "\(origin)/\(name)", kind: .cosignature, publicKey: cosignerKey)
    }
}
