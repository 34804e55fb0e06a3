import Consensus
import LedgerCore

/// What the host of each replica does.
extension Cluster {
    func carryOut(_ output: Output, of process: Process) {
        switch output {
        case .persist(let record):
            // On disk now; the answer may be late, and other inputs may come before it.
            answer(.persisted(process.log.record(record)), to: process)
        case .send(let outgoing, to: let destination):
            send(outgoing.message, to: destination, from: process)
        case .sendDecided(let height, to: let peer):
            let index = Int(clamping: height.rawValue) - 1
            guard process.blocks.indices.contains(index) else { return }
            send(.decided(process.blocks[index]), to: .peer(peer), from: process)
        case .schedule(let timer, afterMilliseconds: let wait):
            queue.add(
                .input(.timer(timer), to: process.index, life: process.life), at: now + wait)
        case .cancelTimers: break
        case .buildBlock(let request): build(request, by: process)
        case .requestTransactions:
            for other in processes where other.isUp && other !== process {
                for content in other.pool.sorted() {
                    send(work: content, to: process, from: other)
                }
            }
        case .offerTransactions:
            for content in process.pool.sorted() {
                for other in processes where other !== process {
                    send(work: content, to: other, from: process)
                }
            }
        case .validate(let block):
            heardOf.append(block.id)
            let verdict = TestChain.verdict(block, on: process.stateRoot)
            answer(.blockValidated(block.id, verdict), to: process)
        case .decided(let decided):
            guard !process.isCommitting else {
                return oracle.fail("validator \(process.index) decided twice")
            }
            process.isCommitting = true
            queue.add(
                .commit(decided, by: process.index, life: process.life),
                at: now + random.milliseconds(upTo: faults.hostMilliseconds))
        case .evidence: counts["evidence", default: 0] += 1
        case .watching(let reason):
            if process.isHonest { oracle.fail("validator \(process.index) watches: \(reason)") }
            answer(.resumeVoting, to: process)
        case .abstained(let failure): oracle.fail("abstained: \(failure)")
        case .halt(let reason):
            if process.isHonest { oracle.fail("validator \(process.index) halts: \(reason)") }
        }
    }

    private func answer(_ input: Input, to process: Process) {
        queue.add(
            .input(input, to: process.index, life: process.life),
            at: now + random.milliseconds(upTo: faults.hostMilliseconds))
    }

    private func build(_ request: BlockRequest, by process: Process) {
        guard request.height == process.next.height, let content = process.work else {
            return answer(.blockBuilt(nil, for: request), to: process)
        }
        let block = chain.block(
            process.isHonest ? content : content + UInt64(random.below(2)) * 1_000,
            at: process.next, time: request.time, proposer: request.proposer,
            state: process.stateRoot,
            isValid: process.isHonest || random.chance(perMille: 800))
        heardOf.append(block.id)
        answer(.blockBuilt(block, for: request), to: process)
    }

    // MARK: Network

    func send(_ message: PeerMessage, to destination: Destination, from process: Process) {
        if process.isHonest { look(at: message, of: process) }
        for other in processes where other.validator != process.validator {
            if case .peer(let peer) = destination, peer != other.peerID { continue }
            if process.isHonest { messages += 1 }
            guard isDelivered(from: process, to: other) else { continue }
            let event = Event.deliver(message, from: process.index, to: other.index)
            queue.add(event, at: now + delay())
            if random.chance(perMille: faults.duplicationPerMille) {
                queue.add(event, at: now + delay())
            }
        }
    }

    private func look(at message: PeerMessage, of process: Process) {
        let own = chain.signers[process.validator].keyID
        switch message {
        case .vote(let signed) where signed.signer == own:
            oracle.sent(signed, by: process.index, log: process.log)
        case .proposal(let proposal) where proposal.signed.signer == own:
            oracle.sent(proposal.signed, by: process.index, log: process.log)
        case .round(let certificate):
            for signed in certificate.votes where signed.signer == own {
                oracle.sent(signed, by: process.index, log: process.log)
            }
        default: break
        }
        // Now and then the bytes themselves make the journey.
        guard random.chance(perMille: 30) else { return }
        let bytes = message.encoded()
        if (try? PeerMessage(decoding: bytes)) != message {
            oracle.fail("a message does not survive its encoding: \(message)")
        }
    }

    func isDelivered(from: Process, to: Process) -> Bool {
        guard groups[from.index] == groups[to.index] else { return false }
        guard isOnSide(from, to), isOnSide(to, from) else { return false }
        guard random.chance(perMille: faults.lossPerMille) else { return true }
        counts["loss", default: 0] += 1
        return false
    }

    /// Whether a twin talks to this process at the moment; its brother does where it does not.
    private func isOnSide(_ twin: Process, _ other: Process) -> Bool {
        guard twin.behaviour == .twin else { return true }
        return (other.index + epoch * (other.index + 1) + twin.index).isMultiple(of: 2)
    }

    func delay() -> Int64 { 1 + random.milliseconds(upTo: faults.delayMilliseconds) }

    // MARK: Lies

    /// A liar votes for something, somewhere near the others, and tells only some.
    func lie(_ process: Process) {
        counts["lie", default: 0] += 1
        queue.add(.lie(process.index), at: now + 50 + random.milliseconds(upTo: 400))
        let near = processes[random.below(processes.count)].replica
        let blocks: [BlockID?] = [nil] + heardOf.suffix(4)
        let block = blocks[random.below(blocks.count)]
        let round = Round(UInt32(max(0, Int(near.state.round.rawValue) + random.below(4) - 1)))
        let place = AgreementPlace(
            chain: TestChain.id, validatorSetHash: chain.validators.hash,
            height: near.state.height, round: round)
        let isAnswer = block != nil && round > .zero && random.chance(perMille: 300)
        let message: AgreementMessage =
            random.chance(perMille: 500)
            ? .precommit(Precommit(place: place, blockID: block))
            : .prevote(
                Prevote(
                    place: place, validRound: isAnswer ? .zero : nil, blockID: block))
        let signed = chain.signers[process.validator].sign(message)
        for other in processes where random.chance(perMille: 500) && other !== process {
            guard isDelivered(from: process, to: other) else { continue }
            queue.add(
                .deliver(.vote(signed), from: process.index, to: other.index), at: now + delay())
        }
    }
}
