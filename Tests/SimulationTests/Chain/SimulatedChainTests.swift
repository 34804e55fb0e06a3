import Consensus
import LedgerCore
import Testing

@testable import Simulation

struct SimulatedChainTests {
    @Test(arguments: [1, 2, 3, 4, 5, 6, 7, 10])
    func `the quorum that the oracle counts is the one of the specification`(count: Int) {
        let chain = SimulatedChain.transfers(validators: count)

        #expect(
            SimulatedChain.quorum(of: count)
                == [1: 1, 2: 2, 3: 3, 4: 3, 5: 4, 6: 5, 7: 5, 10: 7][count])
    }

    @Test func `a fake signature is good for its message and its key alone`() {
        let chain = SimulatedChain.transfers(validators: 2)
        let message = AgreementMessage.precommit(
            Precommit(place: chain.place(.first, .zero), blockID: nil))
        let other = AgreementMessage.precommit(
            Precommit(place: chain.place(.first, Round(1)), blockID: nil))
        let signed = FakeSigner(0).sign(message)
        let verifier = FakeVerifier()

        #expect(
            verifier.isValid(signed.signature, over: message.encoded(), by: FakeSigner(0).key))
        #expect(
            !verifier.isValid(signed.signature, over: other.encoded(), by: FakeSigner(0).key))
        #expect(
            !verifier.isValid(signed.signature, over: message.encoded(), by: FakeSigner(1).key))
    }
}
