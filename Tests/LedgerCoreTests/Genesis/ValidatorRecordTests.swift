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
            cosigner: key(.cosigner))

        #expect(try ValidatorCandidate(decoding: candidate.encoded()) == candidate)
        #expect(candidate.unprovenKey(on: ChainID(.zero)) == nil)
        #expect(
            candidate.unprovenKey(on: ChainID(Digest(hashing: [1]))) == record.consensusKey)
    }
}
