import LedgerCore
import Testing

/// Envelopes that a COSE library could make and that are refused all the same.
@Suite struct TransactionEnvelopeTests {
    private let key = Fixtures.key(1)

    private func envelope(
        tag: UInt64 = 18, protected: Bytes, unprotected: Bytes = [0xA0],
        payload: Bytes = Digest.zero.bytes, extra: Bytes = []
    ) -> Bytes {
        var writer = CBORWriter()
        writer.tag(tag)
        writer.array(count: 4)
        writer.bytes(protected)
        writer.encodedItem(unprotected)
        writer.bytes(payload)
        writer.bytes(Bytes(repeating: 0, count: 64))
        return writer.output + extra
    }

    private var protected: Bytes { Fixtures.header(key).encoded() }

    private func reason(_ bytes: Bytes) -> CBORError.Reason? {
        do throws(CBORError) {
            _ = try TransactionEnvelope(bytes: bytes)
            return nil
        } catch {
            return error.reason
        }
    }

    @Test func `the one right form is read`() {
        #expect(reason(envelope(protected: protected)) == nil)
    }

    @Test func `every other form is refused with what is wrong`() {
        #expect(
            reason(envelope(tag: 98, protected: protected)) == .invalid("tag 18, COSE_Sign1"))
        #expect(
            reason(envelope(protected: protected, unprotected: [0xA1, 0x01, 0x26]))
                == .invalid("an empty unprotected header"))
        #expect(
            reason(envelope(protected: protected, payload: [])) == .invalid("a digest of 32 bytes"))
        #expect(reason(envelope(protected: protected, extra: [0])) == .trailingBytes)
        #expect(reason(envelope(protected: protected + [0])) == .trailingBytes)
        #expect(reason(envelope(protected: [])) == .truncated)
        #expect(
            reason(envelope(protected: [0xA1, 0x02, 0x80]))
                == .invalid("header integer(1)"))
        #expect(
            reason(Bytes(repeating: 0, count: 65_536)) == .invalid("at most 65535 bytes"))
    }

    @Test func `an unknown protected header is refused`() throws {
        let sound = protected
        var more = sound
        more[0] += 1
        more += [0x6F] + Array("interpretation2".utf8) + [0x00]

        #expect(reason(envelope(protected: more)) == .invalid("no other protected header"))
    }

    @Test func `a protected header without one of its entries is refused`() throws {
        var reader = CBORReader(protected)
        var map = try reader.map()
        var entries: [(key: CBORKey, bytes: Bytes)] = []
        while let key = try reader.nextKey(in: &map) {
            entries.append((key, Array(try reader.item())))
        }

        for (missing, entry) in entries.enumerated() where entry.key != "interpretation" {
            var writer = CBORWriter()
            writer.map { map in
                for (index, entry) in entries.enumerated() where index != missing {
                    map.entry(entry.key) { $0.encodedItem(entry.bytes) }
                }
            }
            #expect(reason(envelope(protected: writer.output)) != nil, "without \(entry.key)")
        }
        #expect(entries.count == 10)
    }
}
