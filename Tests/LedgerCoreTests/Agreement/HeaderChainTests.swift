import LedgerCore
import Testing

struct HeaderChainTests {
    private let world: ChainWorld

    init() throws {
        world = try ChainWorld()
    }

    @Test func `headers are followed one on the other, each on its own certificate`() throws {
        var chain = world.start
        let one = world.header(after: chain)
        try chain.follow(
            one, transactionCount: 0, certificate: world.certificate(of: one), next: nil)
        let two = world.header(after: chain) { $0.transactions = 3 }

        try chain.follow(
            two, transactionCount: 3, certificate: world.certificate(of: two), next: nil)

        #expect(
            chain
                == HeaderChain(
                    chain: Fixtures.chain, height: Height(2), blockID: two.id, time: two.time,
                    logSize: 5, validators: world.set))
    }

    @Test func `a change of the validators is followed to those that the header names`() throws {
        var chain = world.start
        let (others, keys) = try Fixtures.validators(7)
        let change = world.header(after: chain) { $0.next = others.hash }

        try chain.follow(
            change, transactionCount: 0, certificate: world.certificate(of: change), next: others)
        let after = world.header(after: chain) { ($0.set, $0.next) = (others.hash, others.hash) }
        try chain.follow(
            after, transactionCount: 0,
            certificate: world.certificate(of: after, by: others, keys: keys), next: nil)

        #expect(chain.validators == others)
    }

    @Test func `what is not the next decided header is refused, and changes nothing`() throws {
        let chain = world.start
        let good = world.header(after: chain)
        let (others, keys) = try Fixtures.validators(7)

        func fault(
            _ header: BlockHeader, certificate: CommitCertificate? = nil, next: ValidatorSet? = nil,
            count: Int = 0
        ) -> HeaderFault? {
            var followed = chain
            do throws(HeaderFault) {
                try followed.follow(
                    header, transactionCount: count,
                    certificate: certificate ?? world.certificate(of: header), next: next)
                return nil
            } catch {
                #expect(followed == chain)
                return error
            }
        }
        let header = { (edit: (inout ChainWorld.Parts) -> Void) in
            world.header(after: chain, edit)
        }
        let otherChain = ChainID(.zero)

        #expect(fault(good) == nil)
        #expect(fault(header { $0.chain = otherChain }) == .chainOther(otherChain))
        #expect(
            fault(header { $0.height = Height(2) })
                == .heightOther(found: Height(2), expected: .first))
        #expect(
            fault(header { $0.previous = BlockID(Digest(hashing: [1])) })
                == .predecessorOther(.first))
        #expect(fault(header { $0.time = chain.time }) == .timeNotLater(.first))
        #expect(fault(good, count: 1) == .logSizeOther(.first))
        #expect(fault(header { $0.set = others.hash }) == .validatorsOther(.first))
        #expect(fault(good, next: others) == .nextValidatorsOther(.first))
        #expect(fault(header { $0.next = others.hash }) == .nextValidatorsOther(.first))
        #expect(
            fault(header { $0.next = others.hash }, next: world.set) == .nextValidatorsOther(.first)
        )
        #expect(
            fault(good, certificate: world.certificate(of: header { $0.transactions = 1 }))
                == .certificateOfOtherBlock(.first))
        #expect(
            fault(good, certificate: world.certificate(of: good, by: others, keys: keys))
                == .certificate(.first, .signerOutOfRange(index: 6, validators: 4)))
    }
}

/// Four validators that decide whatever header they are given.
private struct ChainWorld {
    struct Parts {
        var chain = Fixtures.chain
        var height: Height
        var previous: BlockID
        var time: Timestamp
        var transactions: UInt64 = 0
        var set: Digest
        var next: Digest
    }

    let set: ValidatorSet
    private let keys: [PrivateKey]

    init() throws {
        (set, keys) = try Fixtures.validators(4)
    }

    var start: HeaderChain {
        HeaderChain(
            chain: Fixtures.chain, height: .genesis, blockID: .none,
            time: Timestamp(milliseconds: 1_000), logSize: 0, validators: set)
    }

    func header(
        after chain: HeaderChain, _ edit: (inout Parts) -> Void = { _ in }
    ) -> BlockHeader {
        var parts = Parts(
            height: chain.height.next, previous: chain.blockID,
            time: chain.time.advanced(byMilliseconds: 1), set: set.hash, next: set.hash)
        edit(&parts)
        return BlockHeader(
            chain: parts.chain, height: parts.height, previous: parts.previous, time: parts.time,
            proposer: set.ids[0], transactionsRoot: .zero, outcomesRoot: .zero,
            logSize: chain.logSize + parts.transactions, logRoot: .zero, stateRoot: .zero,
            validatorSetHash: parts.set, nextValidatorSetHash: parts.next)
    }

    func certificate(
        of header: BlockHeader, by set: ValidatorSet? = nil, keys: [PrivateKey]? = nil
    ) -> CommitCertificate {
        let (set, keys) = (set ?? self.set, keys ?? self.keys)
        let place = AgreementPlace(
            chain: Fixtures.chain, validatorSetHash: set.hash, height: header.height, round: .zero)
        let votes = keys.map {
            SignedMessage(
                signing: .precommit(Precommit(place: place, blockID: header.id)), with: $0)
        }
        return CommitCertificate(
            height: header.height, round: .zero, blockID: header.id,
            signatures: QuorumSignatures(of: votes, in: set))
    }
}
