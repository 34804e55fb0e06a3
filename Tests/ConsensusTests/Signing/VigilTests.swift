import Consensus
import LedgerCore
import Testing

struct VigilTests {
    private let started = Timestamp(milliseconds: 1_000_000)
    private let validators: ValidatorSet
    private let own: KeyID
    private let others: Set<PeerID>
    /// Nobody checks it here.
    private let signature: Signature

    init() throws {
        validators = try #require(ValidatorSet(keys: (0..<4).map(FakeSigner.key)))
        own = FakeSigner.key(0).id
        others = Set((1..<4).map(VigilTests.peer))
        signature = try #require(Signature(bytes: Bytes(repeating: 0, count: 64)))
    }

    // MARK: The others went on without it

    @Test func `eight heights in a row without its vote are enough`() {
        var vigil = Vigil(of: own, from: started)

        let ends = (1...8).map { vigil.saw(block($0, with: [1, 2, 3]), of: validators) }

        #expect(ends == [Bool](repeating: false, count: 7) + [true])
    }

    @Test func `a height with its vote begins the count anew`() {
        var vigil = Vigil(of: own, from: started)

        let ends = (1...16).map { height in
            vigil.saw(block(height, with: height == 8 ? [0, 1, 2] : [1, 2, 3]), of: validators)
        }

        #expect(ends == [Bool](repeating: false, count: 15) + [true])
    }

    @Test func `what was decided before its start says nothing`() {
        var vigil = Vigil(of: own, from: started)

        let ends = (1...100).map { height in
            vigil.saw(block(height, with: [1, 2, 3], at: started), of: validators)
        }

        #expect(!ends.contains(true))
    }

    @Test func `a key that is not among those that decide needs no more than one height`() {
        var vigil = Vigil(of: KeyID(Digest(hashing: [9])), from: started)

        let ends = [
            vigil.saw(block(1, with: [1, 2, 3], at: started), of: validators),
            vigil.saw(block(2, with: [1, 2, 3]), of: validators),
        ]

        #expect(ends == [false, true])
    }

    // MARK: The chain begins

    @Test func `a new home signs once every other one has said that nothing was signed`() {
        var vigil = Vigil(of: own, from: started, hearing: others)

        let ends = (1..<4).map { vigil.heard(status(), from: VigilTests.peer($0), in: validators) }

        #expect(ends == [false, false, true])
    }

    @Test func `one of them is not enough, however often it speaks`() {
        var vigil = Vigil(of: own, from: started, hearing: others)

        let ends = (0..<9).map { _ in
            vigil.heard(status(), from: VigilTests.peer(1), in: validators)
        }

        #expect(!ends.contains(true))
    }

    @Test func `votes of others are no reason to wait`() {
        var vigil = Vigil(of: own, from: started, hearing: [VigilTests.peer(1)])
        let theirs = (0..<4).filter { $0 != validators.index(of: own) }
        let busy = status(step: .prevote, prevotes: theirs)

        let isOver = vigil.heard(busy, from: VigilTests.peer(1), in: validators)

        #expect(isOver)
    }

    @Test(arguments: ["height", "round", "prevote", "precommit", "proposal"])
    func `one who has seen it sign, or is past the beginning, ends the asking`(sign: String) {
        let place = validators.index(of: own) ?? -1
        let known =
            switch sign {
            case "height": status(height: Height(2))
            case "round": status(round: Round(1))
            case "prevote": status(prevotes: [place])
            case "precommit": status(precommits: [place])
            default: status(hasProposal: true)
            }
        // At height 1 the proposal is of the validator with index 1.
        let asker = sign == "proposal" ? validators.ids[1] : own
        var vigil = Vigil(of: asker, from: started, hearing: others)

        let first = vigil.heard(known, from: VigilTests.peer(1), in: validators)
        let later = others.sorted().map { vigil.heard(status(), from: $0, in: validators) }

        #expect(!first)
        #expect(!later.contains(true))
    }

    @Test func `a home that was restored does not go by what its peers say`() {
        var vigil = Vigil(of: own, from: started)

        let ends = others.sorted().map { vigil.heard(status(), from: $0, in: validators) }

        #expect(!ends.contains(true))
    }

    // MARK: What is seen and heard

    private static func peer(_ number: Int) -> PeerID {
        PeerID(Digest(hashing: [UInt8(number)]))
    }

    private func status(
        height: Height = .first, round: Round = .zero, step: Step = .idle,
        hasProposal: Bool = false, prevotes: [Int] = [], precommits: [Int] = []
    ) -> Status {
        Status(
            height: height, round: round, step: step, hasProposal: hasProposal,
            prevotes: set(prevotes), precommits: set(precommits))
    }

    private func set(_ indices: [Int]) -> AuthorSet {
        var set = AuthorSet()
        for index in indices { set.insert(index) }
        return set
    }

    /// - Parameter signers: the numbers of the nodes, whose indices in the set are others.
    private func block(
        _ height: Int, with signers: [Int], at time: Timestamp? = nil
    ) -> DecidedBlock {
        let digest = Digest(hashing: [])
        let header = BlockHeader(
            chain: ChainID(genesis: []), height: Height(UInt64(height)), previous: .none,
            time: time ?? started.advanced(byMilliseconds: Int64(height)), proposer: own,
            transactionsRoot: digest, outcomesRoot: digest, logSize: 0, logRoot: digest,
            stateRoot: digest, validatorSetHash: validators.hash,
            nextValidatorSetHash: validators.hash)
        let indices = signers.compactMap { number in
            validators.index(of: FakeSigner.key(number).id)
        }
        return DecidedBlock(
            block: Block(header: header, body: BlockBody(transactions: [])),
            certificate: CommitCertificate(
                height: header.height, round: .zero, blockID: header.id,
                signatures: QuorumSignatures(
                    indices.map { IndexedSignature(index: UInt32($0), signature: signature) })))
    }
}
