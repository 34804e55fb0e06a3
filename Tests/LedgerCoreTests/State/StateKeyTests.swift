import LedgerCore
import Testing

@Suite struct StateKeyTests {
    @Test(arguments: [0, 1, 23, 24, 255, 256, 1024, 65_535, 65_536])
    func `a key has the digest of its CBOR, however long its id is`(byteCount: Int) {
        let id = Bytes(repeating: 0xA5, count: byteCount)

        let key = StateKey(.validators, id)
        let large = StateKey(StateType(200), id)

        for key in [key, large] {
            let written = Digest(domain: .stateKey, count: 2) { writer in
                writer.unsigned(UInt64(key.type.rawValue))
                writer.bytes(id)
            }
            #expect(key.digest == written)
        }
    }

    @Test(arguments: [0, 23, 24, 255, 256, 65_535, 65_536, UInt32.max])
    func `a lot's head has the digest of its CBOR, whatever number the event has`(event: UInt32) {
        let before = Digest(hashing: Bytes("before".utf8))
        let transaction = Digest(hashing: Bytes("transaction".utf8))

        let head = LotLeaf.head(after: before, transaction: transaction, event: event)

        let written = Digest(domain: .lotEvent, count: 4) { writer in
            writer.value(before)
            writer.value(transaction)
            writer.unsigned(UInt64(event))
        }
        #expect(head == written)
    }
}
