import Consensus
import LedgerCore
import Testing

/// The set changes from one height to the next while production replicas decide.
struct ValidatorChangeTests {
    /// Who decides each height, from the first on: every size from one to four, up and down, one
    /// validator a step, until nobody of the beginning is left.
    private static let sets: [[Int]] = [
        [0], [0, 1], [0, 1, 2], [0, 1, 2, 3], [1, 2, 3], [2, 3], [3], [3, 4], [3, 4], [4],
    ]

    @Test func `every height is decided by its own validators, whoever comes and goes`() {
        let assembly = Assembly(sets: Self.sets)

        for _ in Self.sets { assembly.decideNext() }

        for index in 0..<assembly.signers.count {
            #expect(assembly.blocks(of: index) == assembly.blocks(of: 0), "replica \(index)")
        }
        #expect(assembly.decided[0].count == Self.sets.count)
        for (decided, set) in zip(assembly.decided[0], Self.sets) {
            let signers = decided.certificate.signatures.signatures.count
            #expect(signers >= 2 * set.count / 3 + 1, "height \(decided.block.height)")
        }
    }

    @Test func `who is not in the set of a height says nothing at it`() {
        let assembly = Assembly(sets: Self.sets)

        for _ in Self.sets { assembly.decideNext() }

        for (signer, heights) in assembly.heightsSigned {
            let own = Self.sets.indices.filter { Self.sets[$0].contains(signer) }
            #expect(heights.isSubset(of: own.map { UInt64($0 + 1) }), "validator \(signer)")
        }
    }

    @Test func `of four one may be down when another leaves`() {
        let assembly = Assembly(sets: [[0, 1, 2, 3, 4], [0, 1, 2, 3], [0, 1, 2, 3]], down: [3])

        for _ in 0..<3 { assembly.decideNext() }

        #expect(assembly.decided[0].count == 3)
    }

    @Test func `a newcomer that is not there stops two, and goes on when it comes`() {
        let assembly = Assembly(sets: [[0], [0, 1], [0, 1]], down: [1])
        assembly.decideNext()

        assembly.decideNext()
        let withoutIt = assembly.decided[0].count
        assembly.down = []
        assembly.connect(1)
        assembly.decideNext()

        #expect(withoutIt == 1)
        #expect(assembly.decided[0].count >= 2)
        #expect(assembly.blocks(of: 1) == assembly.blocks(of: 0))
    }
}

/// Replicas whose messages arrive at once and in order; time passes when nothing is on its way.
private final class Assembly {
    let signers: [FakeSigner]
    private let sets: [[Int]]
    var down: Set<Int>
    private(set) var decided: [[DecidedBlock]]
    /// The heights at which each validator signed anything.
    private(set) var heightsSigned: [Int: Set<UInt64>] = [:]
    private var replicas: [Replica] = []
    private var logs: [MemoryLog]
    private var queue: [(Input, to: Int)] = []
    private var timers: [(time: Int64, Consensus.Timer, of: Int)] = []
    private var now: Int64 = 1_000

    init(sets: [[Int]], down: Set<Int> = []) {
        let count = (sets.joined().max() ?? 0) + 1
        signers = (0..<count).map(FakeSigner.init)
        self.sets = sets
        self.down = down
        decided = signers.map { _ in [] }
        logs = signers.map { _ in MemoryLog() }
        replicas = signers.indices.map { index in
            Replica(
                chain: TestChain.id, start: start(after: nil), signer: signers[index],
                verifier: FakeVerifier())
        }
        for index in signers.indices {
            queue.append((.start, to: index))
            connect(index)
        }
        settle(for: 0)
    }

    /// Brings a replica in touch with all others.
    func connect(_ index: Int) {
        for other in signers.indices where other != index {
            queue.append((.peerConnected(peer(other)), to: index))
            queue.append((.peerConnected(peer(index)), to: other))
        }
    }

    /// Different nodes may hold different certificates of one block.
    func blocks(of index: Int) -> [BlockID] { decided[index].map(\.block.id) }

    /// Gives everybody work, and a minute to decide a block of it.
    func decideNext() {
        for index in signers.indices {
            queue.append((.transactionsAvailable(offered: true), to: index))
        }
        settle(for: 60_000)
    }

    private func settle(for milliseconds: Int64) {
        let limit = now + milliseconds
        while true {
            while !queue.isEmpty {
                let (input, index) = queue.removeFirst()
                guard !down.contains(index) else { continue }
                let moment = TestChain.genesisTime.advanced(byMilliseconds: now)
                for output in replicas[index].handle(input, at: moment) {
                    carryOut(output, of: index)
                }
            }
            timers.sort { $0.time < $1.time }
            guard let first = timers.first, first.time <= limit else { break }
            timers.removeFirst()
            now = max(now, first.time)
            queue.append((.timer(first.1), to: first.of))
        }
        now = limit
    }

    private func carryOut(_ output: Output, of index: Int) {
        switch output {
        case .persist(let record):
            for message in record.messages {
                heightsSigned[index, default: []].insert(message.height.rawValue)
            }
            queue.append((.persisted(logs[index].record(record)), to: index))
        case .send(let outgoing, to: let destination):
            send(outgoing.message, to: destination, from: index)
        case .sendDecided(let height, to: let peer):
            let position = Int(clamping: height.rawValue) - 1
            guard decided[index].indices.contains(position) else { return }
            send(.decided(decided[index][position]), to: .peer(peer), from: index)
        case .schedule(let timer, afterMilliseconds: let wait):
            timers.append((now + wait, timer, index))
        case .cancelTimers: timers.removeAll { $0.of == index }
        case .buildBlock(let request):
            queue.append((.blockBuilt(block(for: request), for: request), to: index))
        case .validate(let block): queue.append((.blockValidated(block.id, .valid), to: index))
        case .decided(let block):
            decided[index].append(block)
            logs[index].commit(block.block.height)
            queue.append((.committed(next: start(after: block.block)), to: index))
        case .halt(let reason): Issue.record("replica \(index) halts: \(reason)")
        case .requestTransactions, .offerTransactions, .evidence, .watching, .abstained: break
        }
    }

    private func send(_ message: PeerMessage, to destination: Destination, from index: Int) {
        for other in signers.indices where other != index && !down.contains(other) {
            if case .peer(let peer) = destination, peer != self.peer(other) { continue }
            queue.append((.message(message, from: peer(index)), to: other))
        }
    }

    private func peer(_ index: Int) -> PeerID { PeerID(Digest(hashing: [UInt8(index)])) }

    /// The validators of a height; the last set stays.
    private func validators(of height: Height) -> ValidatorSet {
        let position = min(Int(clamping: height.rawValue), sets.count) - 1
        let keys = sets[max(0, position)].map { signers[$0].key }
        guard let set = ValidatorSet(keys: keys) else {
            preconditionFailure("1 to 30 different keys")
        }
        return set
    }

    private func start(after block: Block?) -> HeightStart {
        let height = block?.height.next ?? .first
        return HeightStart(
            height: height, previous: block?.id ?? .none,
            previousTime: block?.header.time ?? TestChain.genesisTime,
            validators: validators(of: height), parameters: ConsensusParameters())
    }

    private func block(for request: BlockRequest) -> Block {
        let outcomes = TestChain.outcomes(request.height.rawValue)
        let body = BlockBody(transactions: [])
        let header = BlockHeader(
            chain: TestChain.id, height: request.height, previous: request.previous,
            time: request.time, proposer: request.proposer,
            transactionsRoot: body.transactionsRoot, outcomesRoot: outcomes,
            logSize: request.height.rawValue - 1, logRoot: .zero, stateRoot: outcomes,
            validatorSetHash: request.validatorSetHash,
            nextValidatorSetHash: validators(of: request.height.next).hash)
        return Block(header: header, body: body)
    }
}
