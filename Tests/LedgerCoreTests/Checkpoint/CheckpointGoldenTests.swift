import LedgerCore
import Testing

/// Checkpoints with cosignatures that an independent client has verified.
@Suite(.needsSharedData) struct CheckpointGoldenTests {
    private struct Golden: Decodable {
        let timestamp: UInt64
        let origin: String
        let log_vkey: String
        let witness_vkeys: [String]
        let note: String
    }

    private struct SpecExample: Decodable {
        let vkey: String
        let note: String
    }

    /// Their rule: the seed is SHA-256 of the label.
    private func key(_ label: String) throws -> PrivateKey {
        let seed = Digest(hashing: Array(label.utf8)).bytes
        return try #require(PrivateKey(algorithm: .eddsa, seed: seed))
    }

    @Test func `the same keys make the same notes`() throws {
        let files = try SharedData.files(below: "merkle/checkpoint-golden", ending: ".json")
        for file in files {
            let golden = try SharedData.decode(Golden.self, file)
            let stored = try SignedNote(bytes: Array(golden.note.utf8))
            let checkpoint = try #require(Checkpoint(text: stored.text))
            let logKey = try #require(NoteKey(text: golden.log_vkey))
            let witnesses = try golden.witness_vkeys.map { try #require(NoteKey(text: $0)) }

            let signature = NoteSignature(
                signing: checkpoint.text, as: logKey, with: try key("log"))
            let cosignatures = try witnesses.enumerated().map { index, witness in
                NoteSignature(
                    cosigning: checkpoint.text, at: golden.timestamp, as: witness,
                    with: try key("val\(index)"))
            }
            let note = SignedNote(
                text: checkpoint.text, signatures: [signature] + cosignatures)

            #expect(note == stored)
            #expect(note.bytes == Array(golden.note.utf8))
            #expect(checkpoint.origin == golden.origin)
            #expect(try note.verified(by: [logKey] + witnesses) == [logKey] + witnesses)
            #expect(([logKey] + witnesses).map(\.text) == [golden.log_vkey] + golden.witness_vkeys)
            #expect(cosignatures.allSatisfy { $0.cosignedAt == golden.timestamp })
        }
        #expect(files.count >= 2)
    }

    @Test func `the specification's own example verifies`() throws {
        let example = try SharedData.decode(
            SpecExample.self, "merkle/signed_note_spec_example.json")
        let key = try #require(NoteKey(text: example.vkey))
        let note = try SignedNote(bytes: Array(example.note.utf8))

        #expect(try note.verified(by: [key]) == [key])
        #expect(note.bytes == Array(example.note.utf8))
    }
}
