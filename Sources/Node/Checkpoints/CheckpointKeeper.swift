import Consensus
import LedgerCore
import Logging
import Synchronization

/// The checkpoint that this node serves: the largest log that a quorum of validators has cosigned.
///
/// A validator signs the checkpoint of a block after the block is decided, never before, and sends it
/// to the others; so each node has the signatures of all. Signing the same checkpoint again with a later
/// time shows that nothing newer is known, and costs no block.
///
/// Spec: Docs/Spec/Consensus.md §12; C2SP tlog-checkpoint, tlog-cosignature.
final class CheckpointKeeper: Sendable {
    /// The keys with which a validator signs checkpoints. Whose they are, the validators in force say: it
    /// may be nobody's yet.
    struct Signer: Sendable {
        let log: PrivateKey
        let cosigner: PrivateKey
    }

    /// Logs of which signatures are kept: those decided last, and as many that others were quicker with.
    static let sizesMax = 128

    private struct State {
        /// The text of what is decided here, by size.
        var decided: [UInt64: String] = [:]
        /// What each validator signed, by size and name.
        var notes: [UInt64: [MemberID: SignedNote]] = [:]
        var served: Served?
        /// This node's own word on the last block.
        var own: SignedNote?
    }

    private struct Served {
        let size: UInt64
        let note: SignedNote
    }

    private let origin: String
    private let signer: Signer?
    private let state = Mutex(State())
    private let logger: Logger

    init(origin: String, signer: Signer?, logger: Logger) {
        self.origin = origin
        self.signer = signer
        self.logger = logger
    }

    /// What `GET /checkpoint` answers; nil until a quorum has signed something.
    var served: SignedNote? { state.withLock { $0.served?.note } }

    /// The size of the log that is served; nil as above.
    var servedSize: UInt64? { state.withLock { $0.served?.size } }

    /// Logs of which something is kept.
    var sizesHeld: Int { state.withLock { Set($0.decided.keys).union($0.notes.keys).count } }

    /// Whether the last decided block is served already.
    var isComplete: Bool {
        state.withLock { state in state.decided.keys.max() == state.served?.size }
    }

    /// A block is decided and on disk; it is not this validator's turn to sign it (``CheckpointPace``).
    func decided(size: UInt64, root: Digest, validators: [ValidatorRecord]) {
        state.withLock { state in
            state.decided[size] = Checkpoint(origin: origin, size: size, root: root).text
            serve(size, validators, in: &state)
            forget(in: &state)
        }
    }

    /// A block is decided and on disk, and to be signed.
    ///
    /// - Parameter time: seconds since 1970.
    /// - Returns: what this validator signs, for the others; nil where it is none.
    func decided(
        size: UInt64, root: Digest, at time: UInt64, validators: [ValidatorRecord]
    ) -> SignedNote? {
        let checkpoint = Checkpoint(origin: origin, size: size, root: root)
        return state.withLock { state in
            state.decided[size] = checkpoint.text
            let signed = sign(checkpoint, at: time, among: validators)
            state.own = signed?.note
            if let (name, own) = signed { state.notes[size, default: [:]][name] = own }
            serve(size, validators, in: &state)
            forget(in: &state)
            return state.own
        }
    }

    /// Signs the last checkpoint again, with the time of now.
    func again(at time: UInt64, validators: [ValidatorRecord]) -> SignedNote? {
        let last = state.withLock { $0.decided.max { $0.key < $1.key } }
        guard let last, let checkpoint = Checkpoint(text: last.value) else { return nil }
        return decided(
            size: last.key, root: checkpoint.root, at: time, validators: validators)
    }

    /// This node's own word on the last block.
    var own: SignedNote? { state.withLock { $0.own } }

    /// Another validator's word. What is not well signed by a validator in force is dropped.
    ///
    /// - Returns: whether it was a validator's.
    func received(_ note: SignedNote, validators: [ValidatorRecord]) -> Bool {
        guard let checkpoint = Checkpoint(text: note.text), checkpoint.origin == origin,
            let validator = author(of: note, among: validators)
        else { return false }
        state.withLock { state in
            if let text = state.decided[checkpoint.size], text != note.text {
                logger.critical(
                    "a validator signed another log of the same size",
                    metadata: ["validator": "\(validator.name)", "size": "\(checkpoint.size)"])
                return
            }
            let before = state.notes[checkpoint.size]?[validator.name]
            guard before.map({ Self.time(of: $0) < Self.time(of: note) }) ?? true else { return }
            state.notes[checkpoint.size, default: [:]][validator.name] = note
            serve(checkpoint.size, validators, in: &state)
            forget(in: &state)
        }
        return true
    }

    private func sign(
        _ checkpoint: Checkpoint, at time: UInt64, among validators: [ValidatorRecord]
    ) -> (name: MemberID, note: SignedNote)? {
        guard let signer,
            let own = validators.first(where: {
                $0.logKey == signer.log.publicKey && $0.cosignerKey == signer.cosigner.publicKey
            }),
            let logKey = own.logNoteKey(origin: origin),
            let cosignerKey = own.cosignerNoteKey(origin: origin)
        else { return nil }
        let note = SignedNote(
            text: checkpoint.text,
            signatures: [
                NoteSignature(signing: checkpoint.text, as: logKey, with: signer.log),
                NoteSignature(
                    cosigning: checkpoint.text, at: time, as: cosignerKey, with: signer.cosigner),
            ])
        return (own.name, note)
    }

    /// The validator whose two signatures these are.
    private func author(
        of note: SignedNote, among validators: [ValidatorRecord]
    ) -> ValidatorRecord? {
        validators.first { validator in
            guard let log = validator.logNoteKey(origin: origin),
                let cosigner = validator.cosignerNoteKey(origin: origin)
            else { return false }
            return (try? note.verified(by: [log, cosigner]))?.count == 2
        }
    }

    /// Puts the signatures together, if a quorum has signed a log that is decided here.
    private func serve(
        _ size: UInt64, _ validators: [ValidatorRecord], in state: inout State
    ) {
        guard let text = state.decided[size], size >= state.served?.size ?? 0 else { return }
        let names = validators.map(\.name).sorted()
        let notes = names.compactMap { state.notes[size]?[$0] }.filter { $0.text == text }
        guard notes.count >= 2 * validators.count / 3 + 1 else { return }
        // The log's signatures first, as clients look for one of those.
        let signatures = notes.flatMap(\.signatures)
        state.served = Served(
            size: size,
            note: SignedNote(
                text: text,
                signatures: signatures.filter { $0.cosignedAt == nil }
                    + signatures.filter { $0.cosignedAt != nil }))
    }

    private func forget(in state: inout State) {
        for size in state.decided.keys.sorted().dropLast(Self.sizesMax) {
            state.decided[size] = nil
        }
        let oldest = state.decided.keys.min() ?? 0
        for size in state.notes.keys.filter({ $0 < oldest }) { state.notes[size] = nil }
        // Of what others decided a moment sooner, or claim to have, the lowest sizes: those come next.
        let ahead = state.notes.keys.filter { state.decided[$0] == nil }.sorted()
        for size in ahead.dropFirst(Self.sizesMax) { state.notes[size] = nil }
    }

    private static func time(of note: SignedNote) -> UInt64 {
        note.signatures.compactMap(\.cosignedAt).max() ?? 0
    }
}
