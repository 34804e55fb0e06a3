import HTTPTypes
import HummingbirdTesting
import LedgerCore
import NIOCore
import Testing
import Traceability

@testable import Node

/// Limits of the chain, which a block may change.
struct NodeLimitsTests {
    @Test func `the lower of the node's and the chain's limits counts`() {
        var chain = ChainParameters()
        chain.captureEventsMax = 7
        chain.contentBytesMax = 64 << 20

        let limits = NodeLimits().within(chain)

        #expect(limits.captureEventsMax == 7)
        #expect(limits.captureBytesMax == NodeLimits().captureBytesMax)
    }

    @Test func `parameters that the administrators change count from the next block on`()
        async throws
    {
        try await RunningNode.with { node in
            var parameters = node.node.engine.snapshot.parameters
            parameters.captureEventsMax = 1
            parameters.contentBytesMax = 64 << 10
            parameters.blockBytesMax = 1 << 20
            let two = Documents.document(
                Documents.harvest("urn:uuid:h1"), Documents.harvest("urn:uuid:h2"))
            let before = try await node.post("/epcis/v2/capture?dryRun=true", two)

            try await node.decide(.setParameters(parameters))

            let after = try await node.post("/epcis/v2/capture", two)
            let large = try await node.post(
                "/epcis/v2/capture", Array(repeating: 0x20, count: 70 << 10))
            let told = try await node.client.execute(uri: "/epcis/v2/capture", method: .options)
            #expect(before.status.code < 300)
            #expect(try Answer(after).code == "content.too_many_events")
            #expect(large.status == .contentTooLarge)
            #expect(told.headers[.captureLimit] == "1")
            #expect(told.headers[.captureFileSizeLimit] == "65536")
            #expect(node.node.engine.snapshot.parameters.peerBytesMax == 3 << 20)
        }
    }
}

extension RunningNode {
    /// Lets the administrator of the chain decide a change, and waits for its block.
    fileprivate func decide(_ change: GovernanceChange) async throws {
        let keys = DemoKeys(seed: "node tests")
        let chain = node.engine.snapshot.chain
        let proposal = Traceability.Proposal(number: 1, changes: [change])
        let approval = Approval(
            of: proposal.encoded(), on: chain, by: keys.key(.administrator, "node-0"))
        let content = SignedProposal(proposal, approvals: [approval]).encoded()
        let sender = keys.key(.gateway, DemoChain.farm)
        let nonce = try #require(Nonce(bytes: Bytes(repeating: 3, count: 16)))
        let signed = try SignedTransaction(
            signing: content,
            header: TransactionHeader(
                key: sender.publicKey, contentType: ContentType.governance.rawValue,
                member: try DemoChain.id(DemoChain.farm), chain: chain, nonce: nonce, sequence: 1,
                expiry: Timestamp(milliseconds: UTCText.milliseconds() + 3_600_000),
                interpretation: nil),
            with: sender)
        let response = try await client.execute(
            uri: "/ledger/v1/transactions", method: .post,
            headers: [.contentType: "application/cbor"], body: ByteBuffer(bytes: signed.encoded()))
        #expect(response.status.code < 300)
        for _ in 0..<500 where node.engine.snapshot.height == .genesis {
            try await Task.sleep(for: .milliseconds(10))
        }
    }
}
