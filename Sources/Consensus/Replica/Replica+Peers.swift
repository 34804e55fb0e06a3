import LedgerCore

/// R11: what is said again, and what is answered, until everybody has it.
extension Replica {
    mutating func send(_ outgoing: Outgoing, to destination: Destination) {
        outputs.append(.send(outgoing, to: destination))
    }

    private var status: Status {
        Status(
            height: state.height, round: state.round, step: state.step,
            hasProposal: !proposals.proposals(in: state.round).isEmpty,
            prevotes: votes.tally(.prevote, state.round).authors,
            precommits: votes.tally(.precommit, state.round).authors)
    }

    mutating func scheduleResend() {
        let timer = Timer(height: state.height, round: .zero, kind: .resend)
        outputs.append(.schedule(timer, afterMilliseconds: Replica.resendMilliseconds))
    }

    static let resendMilliseconds: Int64 = 1_000

    mutating func connected(_ peer: PeerID) {
        peers[peer] = PeerView()
        if let height = heightsClaimed.removeValue(forKey: peer) { peers[peer]?.claims(height) }
        send(.status(status), to: .peer(peer))
        // What it said too early to be kept is forgotten with the connection, and it need not know of that.
        // Who does not vote hears of a height from nobody while all is quiet.
        if heightHeard > state.height || ownIndex == nil {
            peers[peer]?.missed(state.height)
            catchUp()
        }
        if state.step != .idle, state.step != .decided { resend(to: peer) }
    }

    mutating func disconnected(_ peer: PeerID) {
        guard let view = peers.removeValue(forKey: peer) else { return }
        heard(of: view.heightClaimed, from: peer)
    }

    /// A peer spoke of a height; it may do so a moment before its connection is known of.
    mutating func heard(of height: Height, from peer: PeerID) {
        heightHeard = max(heightHeard, height)
        guard peers[peer] == nil else {
            peers[peer]?.claims(height)
            return
        }
        let known = heightsClaimed[peer]
        guard known != nil || heightsClaimed.count < EarlyMessages.peersMax else { return }
        heightsClaimed[peer] = max(known ?? .genesis, height)
    }

    mutating func resendToAll() {
        for peer in peers.keys.sorted() {
            send(.status(status), to: .peer(peer))
            resend(to: peer)
        }
        if workIsOffered { outputs.append(.offerTransactions) }
        for id in wanted.keys.sorted() { askForBlock(id) }
    }

    /// Own messages of this round and the one before, the certificate of this round, and the polka of the
    /// valid block, as far as the peer's last status does not show that it has no use for them.
    private mutating func resend(to peer: PeerID) {
        guard let view = peers[peer] else { return }
        if let status = view.status, status.height > state.height { return }
        let isBehind = view.status.map { $0.round < state.round } ?? true
        if isBehind, let reason = votes.reason(toEnter: state.round, at: state.height) {
            send(.round(reason), to: .peer(peer))
        }
        if let validPolka, view.status.map({ $0.round <= validPolka.round }) ?? true {
            send(.polka(validPolka), to: .peer(peer))
        }
        guard let ownIndex else { return }
        for round in [state.round.previous, state.round].compactMap(\.self) {
            for kind in VoteKind.allCases {
                for vote in votes.tally(kind, round).votes(of: ownIndex)
                where !view.has(vote, at: state.height) {
                    send(vote, to: peer)
                }
            }
        }
    }

    /// Answers a status of this height or an earlier one.
    mutating func answer(_ status: Status, from peer: PeerID) {
        guard peers[peer] != nil else { return }
        if status.height < state.height {
            guard status.height >= .first, peers[peer]?.mayAnswer(status.height, at: now) == true
            else { return }
            outputs.append(.sendDecided(status.height, to: peer))  // R12
            return
        }
        peers[peer]?.status = status
        guard state.step != .decided else { return }
        if state.step == .idle {
            // Whoever is awake will see from this what a sleeper lacks.
            if status.step != .idle { tellStatus(to: peer) }
            return
        }
        guard peers[peer]?.mayAnswer(status.height, at: now) == true else { return }
        sendWhatIsLacking(status, to: peer)
    }

    private mutating func sendWhatIsLacking(_ status: Status, to peer: PeerID) {
        if status.round < state.round {
            if let reason = votes.reason(toEnter: state.round, at: state.height) {
                send(.round(reason), to: .peer(peer))
            }
        }
        guard status.round <= state.round else { return }
        if !status.hasProposal {
            for held in proposals.proposals(in: status.round) {
                sendProposal(held.proposal, to: .peer(peer))
            }
        }
        for kind in VoteKind.allCases {
            let seen = kind == .prevote ? status.prevotes : status.precommits
            for vote in votes.tally(kind, status.round).all where !seen.contains(vote.author) {
                send(vote, to: peer)
            }
        }
    }

    private mutating func send(_ vote: CountedVote, to peer: PeerID) {
        if let outgoing = Outgoing.vote(vote.released) { send(outgoing, to: .peer(peer)) }
    }

    /// Sends a proposal with its block, if it is one that others may see.
    mutating func sendProposal(_ proposal: Proposal, to destination: Destination) {
        guard
            let held = proposals.proposals(in: proposal.place.round)
                .first(where: { $0.proposal == proposal }),
            let released = held.released, let block = shelf.block(proposal.blockID),
            let outgoing = Outgoing.proposal(released, block: block, polka: held.polka)
        else { return }
        send(outgoing, to: destination)
    }

    mutating func tellStatus(to peer: PeerID) {
        guard peers[peer]?.mayTell(state.height, at: now) == true else { return }
        send(.status(status), to: .peer(peer))
    }
}

extension Round {
    /// The round before this one; nil for the first.
    var previous: Round? { rawValue == 0 ? nil : Round(rawValue - 1) }
}
