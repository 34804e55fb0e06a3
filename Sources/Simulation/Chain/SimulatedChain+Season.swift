import Consensus
import LedgerCore

extension SimulatedChain {
    /// Validators with Ed25519 keys, and a season of captures that the ledger's own rules judge.
    package static func season(validators count: Int) -> SimulatedChain {
        let keys = SeasonWorkload.keys
        let names = (0..<count).compactMap { MemberID("node-\($0)") }
        let genesis: Genesis
        do {
            genesis = try Genesis(
                name: "Simulated season", created: genesisTime,
                validators: names.map { keys.validator($0, address: "") },
                administrators: Administrators(
                    keys: [keys.key(.administrator, "administrator").publicKey]),
                members: SeasonWorkload.genesisMembers, logOrigin: "simulation.example/ledger",
                demoSeed: "simulation")
        } catch {
            preconditionFailure("a genesis without a fault: \(error)")
        }
        let signers = names.map { keys.key(.consensus, $0.text) }
        let work = SeasonWorkload.transactions(on: genesis.chainID, count: 640)
        return SimulatedChain(
            id: genesis.chainID, genesisTime: genesisTime, signers: signers.map(KeySigner.init),
            keys: signers.map(\.publicKey), verifier: StrictVerifier(),
            parameters: ConsensusParameters(),
            ledger: SeasonLedger(genesis: genesis, prepared: work.prepared),
            workload: work.verified)
    }
}
