import LedgerCore
import Testing

@Suite struct SignedNoteTests {
    private let origin = "daftar.example/log"
    private let privateKey = Fixtures.key(1)
    private let key: NoteKey
    private let note: SignedNote

    init() throws {
        key = try #require(
            NoteKey(name: origin, kind: .note, publicKey: privateKey.publicKey))
        let text = Checkpoint(origin: origin, log: MerkleFrontier()).text
        note = SignedNote(
            text: text,
            signatures: [NoteSignature(signing: text, as: key, with: privateKey)])
    }

    private func fault(_ text: String) -> SignedNote.Fault? {
        do throws(SignedNote.Fault) {
            _ = try SignedNote(bytes: Array(text.utf8)).verified(by: [key])
            return nil
        } catch {
            return error
        }
    }

    private var sound: String { String(decoding: note.bytes, as: UTF8.self) }

    @Test func `a note is read back as it was written`() throws {
        #expect(try SignedNote(bytes: note.bytes) == note)
        #expect(fault(sound) == nil)
    }

    @Test func `every way to break a note is named`() {
        #expect(fault("") == .noSignatures)
        #expect(fault("text\n") == .noSignatures)
        #expect(fault("text\n\n") == .noSignatures)
        #expect(fault(sound.replacing("\n0\n", with: "\n1\n")) == .signatureInvalid(name: origin))
        #expect(fault(sound.replacing("\n0\n", with: "\n\t0\n")) == .controlCharacter)
        #expect(fault(sound.replacing("\u{2014}", with: "-")) == .signatureLineUnsound(number: 0))
        #expect(fault(sound + "\u{2014} a+b AAAAAAA=\n") == .signatureLineUnsound(number: 1))
        #expect(fault(sound.replacing("log AA", with: "log  AA")) == nil)
        #expect(fault(sound.replacing("\n\u{2014} d", with: "\n\u{2014} e")) == .noKnownKey)
        #expect(
            fault(sound + String(repeating: "\u{2014} a AAAAAAA=\n", count: 100))
                == .tooManySignatures)
        #expect(throws: SignedNote.Fault.notUTF8) { try SignedNote(bytes: [0xFF, 0x0A, 0x0A]) }
    }

    @Test func `signatures by unknown keys are passed over`() {
        #expect(fault(sound + "\u{2014} a.stranger AAAAAAA=\n") == nil)
    }

    @Test func `an empty line inside the text is text`() throws {
        let text = "first\n\nsecond\n"
        let signed = SignedNote(
            text: text, signatures: [NoteSignature(signing: text, as: key, with: privateKey)])

        #expect(try SignedNote(bytes: signed.bytes) == signed)
    }

    @Test(arguments: [
        "", "o\n0\n", "o\n00\nAA==\n", "o\n-1\nAA==\n", "o\n0\nAA==\n",
        "o\n+1\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n",
        "o\n01\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n",
        "\n0\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n",
        "o\n0\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\nmore\n",
    ])
    func `any other text is no checkpoint`(text: String) {
        #expect(Checkpoint(text: text) == nil)
    }

    @Test func `a key has one text, and a wrong id is refused`() throws {
        let text = key.text
        let wrongID = text.replacing(key.id.hex, with: "00000000")

        #expect(NoteKey(text: text) == key)
        #expect(NoteKey(text: wrongID) == nil)
        #expect(NoteKey(name: "a b", kind: .note, publicKey: privateKey.publicKey) == nil)
        #expect(NoteKey(name: "a\u{2003}b", kind: .note, publicKey: privateKey.publicKey) == nil)
        #expect(
            NoteKey(name: origin, kind: .note, publicKey: Fixtures.key(1, .es256).publicKey) == nil)
    }
}
