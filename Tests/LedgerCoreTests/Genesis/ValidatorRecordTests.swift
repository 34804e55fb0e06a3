import LedgerCore
import Testing

@Suite struct ValidatorRecordTests {
    private let demo = DemoKeys(seed: "records")

    @Test(arguments: [
        ("", true), ("http://127.0.0.1:8580", true), ("https://n", true), ("https://", false),
        ("http://", false), ("ftp://n", false), ("node:8580", false), ("http://a b", false),
        ("https://ҷ", false), ("http://" + String(repeating: "a", count: 249), false),
        ("http://" + String(repeating: "a", count: 248), true),
    ])
    func `an address is empty or an http or https URL`(text: String, isAddress: Bool) {
        #expect(ValidatorRecord.isAddress(text) == isAddress)
    }

    @Test func `a validator that moves keeps its keys`() {
        let record = demo.validator(Fixtures.member("node-0"), address: "http://a")

        let moved = record.moved(to: "http://b")

        #expect(moved.hasKeys(of: record))
        #expect(moved.address == "http://b" && moved.name == record.name)
        #expect(!demo.validator(record.name, address: "").hasKeys(of: other))
    }

    private var other: ValidatorRecord { demo.validator(Fixtures.member("node-1"), address: "") }

    @Test func `a candidate survives its encoding and proves its keys on its chain`() throws {
        let record = demo.validator(Fixtures.member("node-0"), address: "http://a")
        let key = { (purpose: DemoKeys.Purpose) in demo.key(purpose, "node-0") }
        let candidate = ValidatorCandidate(
            record, on: ChainID(.zero), consensus: key(.consensus), log: key(.log),
            cosigner: key(.cosigner), transport: key(.tls))

        #expect(try ValidatorCandidate(decoding: candidate.encoded()) == candidate)
        #expect(candidate.unprovenKey(on: ChainID(.zero)) == nil)
        #expect(
            candidate.unprovenKey(on: ChainID(Digest(hashing: [1]))) == record.consensusKey.id)
    }

    @Test func `a key for TLS is proved where the record names one, and only there`() throws {
        let named = demo.validator(Fixtures.member("node-0"), address: "")
        let bare = ValidatorRecord(
            name: named.name, consensusKey: named.consensusKey, logKey: named.logKey,
            cosignerKey: named.cosignerKey, address: "")
        let tls = demo.key(.tls, "node-0")
        let digest = KeyID(tls.publicKey.subjectDigest)
        func unproven(_ record: ValidatorRecord, _ transport: PrivateKey?) -> KeyID? {
            ValidatorCandidate(
                record, on: ChainID(.zero), consensus: demo.key(.consensus, "node-0"),
                log: demo.key(.log, "node-0"), cosigner: demo.key(.cosigner, "node-0"),
                transport: transport
            ).unprovenKey(on: ChainID(.zero))
        }

        #expect(unproven(named, tls) == nil)
        #expect(unproven(bare, nil) == nil)
        #expect(unproven(named, nil) == digest)
        #expect(unproven(named, demo.key(.tls, "node-1")) == digest)
        #expect(unproven(bare, tls) == digest)
    }
}
