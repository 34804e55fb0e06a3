package import Consensus
import LedgerCore

extension SimulatedChain {
    /// Fake signatures of the validators, and transfers between accounts.
    package static func transfers(
        validators count: Int, parameters: ConsensusParameters = ConsensusParameters()
    ) -> SimulatedChain {
        let signers =
            (0..<count).map(FakeSigner.init).sorted { $0.keyID < $1.keyID }
            + (count..<count + Seats.spare).map(FakeSigner.init)
        return SimulatedChain(
            id: transferChain, genesisTime: genesisTime, signers: signers,
            verifier: FakeVerifier(), parameters: parameters,
            ledger: TransferLedger(seats: Seats(signers.map(\.key), taken: count)),
            workload: transferWorkload,
            seatChanges: (0..<SeatChange.walks).map { walk in
                SeatChange.walk(walk, founders: count).enumerated().map { step, change in
                    seatChange(change.content, "application/x-seat", walk, step)
                }
            })
    }

    private static func seatChange(
        _ content: Bytes, _ contentType: String, _ walk: Int, _ step: Int
    ) -> VerifiedTransaction {
        let administrator = "administrator"
        return verified(
            content, contentType, by: administrator,
            with: DemoKeys(seed: "simulation").key(.member, administrator),
            number: seatChangeNumber(walk, step), on: transferChain)
    }

    /// Behind the numbers of the workload, so that no two transactions are one.
    static func seatChangeNumber(_ walk: Int, _ step: Int) -> Int {
        1_000 + walk * SeatChange.steps + step
    }

    private static let transferChain = ChainID(
        Digest(hashing: Array("simulated transfers".utf8)))
    /// The same for every size, since signing takes longest.
    private static let transferWorkload = transfers(on: transferChain, count: 640)

    static let genesisTime = Timestamp(milliseconds: 1_790_000_000_000)
    /// Later than any run ends.
    static let expiry = genesisTime.advanced(byMilliseconds: 10 * 86_400_000)

    /// Transfers of four members, some of more than can be there. Their signatures are real: they are
    /// made once, and the pool takes no others.
    private static func transfers(on chain: ChainID, count: Int) -> [VerifiedTransaction] {
        var random = SeededRandom(seed: 0x7A4E)
        let keys = DemoKeys(seed: "simulation")
        let members = (0..<4).map { "member-\($0)" }
        let signers = members.map { keys.key(.member, $0) }
        return (0..<count).map { number in
            let transfer = Transfer(
                from: random.below(TransferLedger.accountCount),
                to: random.below(TransferLedger.accountCount),
                amount: UInt32(random.chance(perMille: 100) ? 40_000 : random.below(400)))
            let who = random.below(members.count)
            return verified(
                transfer.content, "application/x-transfer", by: members[who],
                with: signers[who], number: number, on: chain)
        }
    }

    /// Signs content, and has the signature checked.
    static func verified(
        _ content: Bytes, _ contentType: String, by member: String, with key: PrivateKey,
        number: Int, on chain: ChainID, interpretation: Interpretation? = nil
    ) -> VerifiedTransaction {
        guard let id = MemberID(member),
            let nonce = Nonce(bytes: Array(Digest(hashing: Array("\(number)".utf8)).bytes[..<16]))
        else { preconditionFailure("a member and sixteen bytes") }
        let header = TransactionHeader(
            key: key.publicKey, contentType: contentType, member: id, chain: chain, nonce: nonce,
            sequence: UInt64(number), expiry: expiry, interpretation: interpretation)
        guard
            let signed = try? SignedTransaction(signing: content, header: header, with: key),
            let verified = try? signed.verified(by: key.publicKey, on: chain)
        else { preconditionFailure("a transaction that was just signed") }
        return verified
    }
}
