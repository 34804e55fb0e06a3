import LedgerCore
import Testing

@testable import Simulation

/// The oracles find what they are for.
struct SpeechTests {
    private let chain = SimulatedChain.transfers(validators: 4)
    private let one = BlockID(Digest(hashing: [1]))
    private let other = BlockID(Digest(hashing: [2]))

    private func prevote(
        _ round: UInt32, _ block: BlockID?, validRound: UInt32? = nil
    ) -> AgreementMessage {
        .prevote(
            Prevote(
                place: chain.place(.first, Round(round)), validRound: validRound.map(Round.init),
                blockID: block))
    }

    private func precommit(_ round: UInt32, _ block: BlockID?) -> AgreementMessage {
        .precommit(Precommit(place: chain.place(.first, Round(round)), blockID: block))
    }

    @Test func `the same again is no double signing, another value is`() {
        var speech = Speech()
        #expect(speech.said(prevote(0, one), by: 0) == nil)
        #expect(speech.said(prevote(0, one), by: 0) == nil)
        #expect(speech.said(prevote(0, other), by: 1) == nil)

        #expect(speech.said(prevote(0, nil), by: 0)?.hasPrefix("double signing") == true)
    }

    @Test func `a lock is left only for a polka that is as late`() {
        var speech = Speech()
        #expect(speech.said(precommit(1, one), by: 0) == nil)
        #expect(speech.said(prevote(2, nil), by: 0) == nil)
        #expect(speech.said(prevote(3, one), by: 0) == nil)
        #expect(speech.said(prevote(4, other, validRound: 1), by: 0) == nil)

        #expect(speech.said(prevote(5, other), by: 0)?.hasPrefix("lock") == true)
        #expect(speech.said(prevote(6, other, validRound: 0), by: 0)?.hasPrefix("lock") == true)
    }
}
