import LedgerCore
import Testing

@testable import Node

struct SenderKeysTests {
    @Test func `keys are the registry's, in the order asked, and a stranger has none`()
        async throws
    {
        try await PeerNetwork.with(1) { network in
            let store = network.nodes[0].engine.store
            let known = try network.transaction(1)
            let stranger = try SignedTransaction(
                signing: known.content,
                header: TransactionHeader(
                    key: PeerWorld.keys.key(.gateway, "nobody").publicKey,
                    contentType: known.header.contentType, member: known.header.member,
                    chain: known.header.chain, nonce: known.header.nonce, sequence: 1,
                    expiry: known.header.expiry, interpretation: known.header.interpretation),
                with: PeerWorld.keys.key(.gateway, "nobody"))
            let keys = SenderKeys()

            let first = try await keys.keys(of: [stranger, known], in: store)
            let again = try await keys.keys(of: [known], in: store)

            #expect(first.map { $0?.id } == [nil, known.header.keyID])
            #expect(again.map { $0?.id } == [known.header.keyID])
        }
    }
}
