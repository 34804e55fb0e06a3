import Consensus
import LedgerCore
import Traceability

extension SimulatedChain {
    /// Validators with Ed25519 keys, and a season of captures that the ledger's own rules judge.
    package static func season(validators count: Int) -> SimulatedChain {
        let keys = SeasonWorkload.keys
        let founders = (0..<count).compactMap { MemberID("node-\($0)") }
            .sorted { consensusKey($0).keyID < consensusKey($1).keyID }
        let spare = (count..<count + Seats.spare).compactMap { MemberID("node-\($0)") }
        let names = founders + spare
        let genesis: Genesis
        do {
            genesis = try Genesis(
                name: "Simulated season", created: genesisTime,
                validators: founders.map { keys.validator($0, address: "") },
                administrators: Administrators(
                    keys: [keys.key(.administrator, "administrator").publicKey]),
                members: SeasonWorkload.genesisMembers, logOrigin: "simulation.example/ledger",
                demoSeed: "simulation")
        } catch {
            preconditionFailure("a genesis without a fault: \(error)")
        }
        let work = SeasonWorkload.transactions(on: genesis.chainID, count: 640)
        return SimulatedChain(
            id: genesis.chainID, genesisTime: genesisTime, signers: names.map(consensusKey),
            verifier: StrictVerifier(), parameters: ConsensusParameters(),
            ledger: SeasonLedger(genesis: genesis, prepared: work.prepared),
            workload: work.verified,
            seatChanges: (0..<SeatChange.walks).map { walk in
                SeatChange.walk(walk, founders: count).enumerated().map { step, change in
                    seatChange(change, of: names, walk, step, on: genesis.chainID)
                }
            })
    }

    private static func consensusKey(_ name: MemberID) -> KeySigner {
        KeySigner(SeasonWorkload.keys.key(.consensus, name.text))
    }

    /// A proposal that the administrator has approved; a member hands it in.
    private static func seatChange(
        _ change: SeatChange, of names: [MemberID], _ walk: Int, _ step: Int, on chain: ChainID
    ) -> VerifiedTransaction {
        let keys = SeasonWorkload.keys
        let name = names[change.seat]
        let proposal = Traceability.Proposal(
            number: UInt64(step + 1),
            changes: [
                change.isTaken
                    ? .addValidator(candidate(name, on: chain)) : .removeValidator(name)
            ])
        let approval = Approval(
            of: proposal.encoded(), on: chain, by: keys.key(.administrator, "administrator"))
        let member = SeasonWorkload.names[0]
        return verified(
            SignedProposal(proposal, approvals: [approval]).encoded(),
            ContentType.governance.rawValue, by: member, with: keys.key(.member, member),
            number: seatChangeNumber(walk, step), on: chain)
    }

    private static func candidate(_ name: MemberID, on chain: ChainID) -> ValidatorCandidate {
        let keys = SeasonWorkload.keys
        return ValidatorCandidate(
            keys.validator(name, address: ""), on: chain,
            consensus: keys.key(.consensus, name.text), log: keys.key(.log, name.text),
            cosigner: keys.key(.cosigner, name.text), transport: keys.key(.tls, name.text))
    }
}
