import LedgerCore
import Testing

/// Claims, in bytes and in sums.
struct CustodyLeafTests {
    private let organic = GoodsClaim.kind(.organic)
    private let certificate = GoodsClaim.certificate(
        CertificateReference(issuer: MemberID("c")!, number: "7"))

    private func account(_ place: String = "/414/1") -> ClaimAccount {
        ClaimAccount(
            holder: MemberID("p")!, place: place, claim: organic, product: "/01/2",
            unit: .milligram, period: Timestamp(milliseconds: 24))
    }

    /// `[1, "organic"]`.
    private let organicBytes: Bytes = [0x82, 1, 0x67] + Array("organic".utf8)

    @Test func `the custody of a lot has these bytes`() throws {
        let segregated = CustodyLeaf(model: .segregated, claim: organic)
        let preserved = CustodyLeaf(model: .identityPreserved, claim: certificate, root: "/01/2")

        #expect(segregated.encoded() == [0x84, 1, 2] + organicBytes + [0xF6])
        #expect(
            preserved.encoded()
                == [0x84, 1, 1, 0x82, 2, 0x82, 0x61, 0x63, 0x61, 0x37, 0x65]
                + Array("/01/2".utf8))
        for leaf in [segregated, preserved] {
            #expect(try CustodyLeaf(decoding: leaf.encoded()) == leaf)
        }
    }

    @Test func `nothing else is the custody of a lot`() {
        let wrong: [Bytes] = [
            // A root of segregated goods, none of preserved ones, no such model, no such version.
            [0x84, 1, 2] + organicBytes + [0x61, 0x61], [0x84, 1, 1] + organicBytes + [0xF6],
            [0x84, 1, 4] + organicBytes + [0xF6], [0x84, 2, 2] + organicBytes + [0xF6],
            // Claims that are none: of a test, of no kind, of no form.
            [0x84, 1, 2, 0x82, 1, 0x64] + Array("test".utf8) + [0xF6],
            [0x84, 1, 2, 0x82, 3, 0x61, 0x61, 0xF6], [0x84, 1, 2, 0x81, 1, 0xF6],
        ]
        for bytes in wrong {
            #expect(throws: CBORError.self) { try CustodyLeaf(decoding: bytes) }
        }
    }

    @Test func `a claim account has these bytes`() throws {
        let leaf = ClaimAccountLeaf(credited: 30, used: 10)

        #expect(leaf.encoded() == [0x83, 1, 0x18, 30, 10])
        #expect(try ClaimAccountLeaf(decoding: leaf.encoded()) == leaf)
        #expect(throws: CBORError.self) { try ClaimAccountLeaf(decoding: [0x83, 1, 9, 10]) }
        #expect(
            account().encoded()
                == [0x86, 0x61, 0x70, 0x66] + Array("/414/1".utf8) + [0x65]
                + Array("/01/2".utf8) + organicBytes + SmallestUnit.milligram.encoded()
                + [0x18, 24])
        #expect(try ClaimAccount(decoding: account("").encoded()) == account(""))
        #expect(StateKey.claimAccount(account()).type == StateType(29))
        #expect(StateKey.custody(of: "/01/2") == StateKey(StateType(42), "/01/2"))
    }

    @Test func `what an event did to a claim account has these bytes`() throws {
        let (credited, used) = (
            CertificatePosting.credited(account(), amount: 5),
            CertificatePosting.used(account(), amount: 6)
        )

        #expect(credited.encoded() == [0x83, 5] + account().encoded() + [5])
        #expect(used.encoded() == [0x83, 6] + account().encoded() + [6])
        for posting in [credited, used] {
            #expect(try CertificatePosting(decoding: posting.encoded()) == posting)
        }
    }

    @Test func `credit is used, and given back, and never below nothing`() {
        var leaf = ClaimAccountLeaf()

        let first = [leaf.use(1), leaf.credit(30), leaf.use(20)]
        let more = [leaf.use(11), leaf.takeAway(11), leaf.takeAway(10)]
        let spent = leaf
        leaf.giveBack(20)
        let last = [leaf.takeAway(20), leaf.isEmpty, leaf.credit(.max), leaf.credit(1)]

        #expect(first == [false, true, true])
        #expect(more == [false, false, true])
        #expect(spent == ClaimAccountLeaf(credited: 20, used: 20))
        #expect(last == [true, true, true, false])
    }

    @Test func `a transformation under a claim is of version 5`() throws {
        var tally = CustodyTally(model: .massBalance, claim: organic)
        _ = tally.putIn(200, claimed: 100, .milligram)
        let credit = tally.credit(for: 60)
        #expect(credit == 30)
        var leaf = TransformationLeaf()
        leaf.custody = tally
        var named = tally
        named.name("/01/1/10/A", root: "/01/1/10/B")
        named.name(product: "080910")

        let bytes = leaf.encoded()

        let custody: Bytes =
            [0x8A, 3] + organicBytes + [0xF6, 0xF6, 0xF6] + SmallestUnit.milligram.encoded()
            + [0x18, 200, 0x18, 100, 0x18, 60, 0x18, 30]
        #expect(bytes == [0x87, 5, 0xF6, 0xF6, 0xF6, 0xF6, 0xF6] + custody)
        #expect(try TransformationLeaf(decoding: bytes) == leaf)
        #expect(try CustodyTally(decoding: named.encoded()) == named && named != tally)
        leaf.origins = OriginTally()
        #expect(try TransformationLeaf(decoding: leaf.encoded()) == leaf)
        leaf.custody = nil
        #expect(leaf.encoded()[1] == 4)
        // One of version 4 without origins is none.
        #expect(throws: CBORError.self) {
            try TransformationLeaf(decoding: [0x86, 4, 0xF6, 0xF6, 0xF6, 0xF6, 0xF6])
        }
    }

    @Test func `sums of a tally that do not agree are none`() {
        func tally(_ numbers: Bytes, unit: Bytes = SmallestUnit.milligram.encoded()) -> Bytes {
            [0x8A, 3] + organicBytes + [0xF6, 0xF6, 0xF6] + unit + numbers
        }

        #expect(throws: Never.self) { try CustodyTally(decoding: tally([4, 3, 2, 1])) }
        for numbers in [[3, 4, 0, 0], [4, 3, 9, 4]] as [Bytes] {
            #expect(throws: CBORError.self) { try CustodyTally(decoding: tally(numbers)) }
        }
        #expect(throws: CBORError.self) {
            try CustodyTally(decoding: tally([4, 3, 2, 1], unit: [0xF6]))
        }
    }

    @Test func `credits are together the part that went in under the claim, and no more`() throws {
        var random = SeededRandom(seed: 29)
        for _ in 0..<2_000 {
            var tally = CustodyTally(model: .massBalance, claim: organic)
            var (inputs, claimed, outputs, credited) = (Int64(0), Int64(0), Int64(0), Int64(0))
            for _ in 0..<(1 + random.next(below: 12)) {
                let amount = Int64(random.next(below: 1_000))
                if random.next(below: 2) == 0 {
                    let part = Int64(random.next(below: Int(amount) + 1))
                    let fits = tally.putIn(amount, claimed: part, .milligram)
                    #expect(fits)
                    inputs += amount
                    claimed += part
                } else {
                    outputs += amount
                    let due = tally.credit(for: amount)
                    let credit = try #require(due)
                    #expect((0...amount).contains(credit))
                    credited += credit
                }
                #expect(credited <= claimed && credited <= outputs)
                #expect(tally.given == credited && tally.inputs == inputs)
            }
        }
    }

    @Test func `a sum that does not fit is none`() {
        var tally = CustodyTally(model: .massBalance, claim: organic)

        let sums = [
            tally.putIn(.max, claimed: .max, .milligram),
            tally.putIn(1, claimed: 0, .milligram),
        ]
        let credits = [tally.credit(for: .max), tally.credit(for: 1)]
        let more = tally.takeOut(1)

        #expect(sums == [true, false] && credits == [.max, nil] && !more)
        #expect(!tally.counts(.piece) && tally.left == 0)
    }
}
