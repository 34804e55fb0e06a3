import EPCIS
import HTTPTypes
import HummingbirdTesting
import LedgerCore
import NIOCore
import Testing

@testable import Node

struct LedgerRoutesTests {
    private static let cbor: HTTPFields = [.contentType: "application/cbor"]

    private static func transaction(of node: RunningNode) async throws -> (id: String, bytes: Bytes)
    {
        let block = try Answer(try await node.get("/ledger/v1/blocks/1"))
        let id = try #require(block["transactions"]?.array?.first?.string)
        let response = try await node.get(
            "/ledger/v1/transactions/\(id)", by: DemoChain.inspector, [.accept: "application/cbor"])
        return (id, Array(response.body.readableBytesView))
    }

    @Test func `the status names the chain, the head and the validators`() async throws {
        try await RunningNode.withSeason { node in
            let chain = try DemoChain.genesis().chainID
            let status = try Answer(try await node.get("/ledger/v1/status"))

            #expect(status["chainID"] == .string(chain.description))
            #expect(status["height"] == .integer(1))
            #expect(status["logSize"] == .integer(2))
            #expect(status["validators"]?.array?.first?["name"] == "node-0")
            #expect(status["peers"] == .array([]))
            #expect(status["indexedHeight"] == .integer(1))
        }
    }

    @Test func `a block comes whole as CBOR`() async throws {
        try await RunningNode.withSeason { node in
            let response = try await node.get(
                "/ledger/v1/blocks/1", by: DemoChain.inspector, [.accept: "application/cbor"])

            let decided = try DecidedBlock(decoding: Array(response.body.readableBytesView))
            let genesis = try DemoChain.genesis()
            #expect(decided.block.height == Height(1))
            #expect(
                decided.certificate.fault(in: genesis.validatorSet, chain: genesis.chainID) == nil)
        }
    }

    @Test func `a transaction and its receipt are told`() async throws {
        try await RunningNode.withSeason { node in
            let (id, _) = try await Self.transaction(of: node)
            let transaction = try Answer(try await node.get("/ledger/v1/transactions/\(id)"))
            let receipt = try Answer(try await node.get("/ledger/v1/receipts/\(id)"))
            let bundle = try await node.get(
                "/ledger/v1/receipts/\(id)", [.accept: "application/cbor"])

            #expect(transaction["status"] == "committed")
            #expect(transaction["member"] == .string(DemoChain.farm))
            #expect(transaction["outcome"]?["success"] == .bool(true))
            #expect(receipt["height"] == .integer(1))
            let proof = try ProofBundle(decoding: Array(bundle.body.readableBytesView))
            #expect(proof.transaction?.envelope.id.description == id)
            #expect(bundle.body.readableBytes < 4_096)
        }
    }

    @Test func `a transaction that is sent again is the one that is there`() async throws {
        try await RunningNode.withSeason { node in
            let (id, bytes) = try await Self.transaction(of: node)

            let again = try await node.post("/ledger/v1/transactions", bytes, Self.cbor)

            #expect(again.status == .ok)
            #expect(try Answer(again)["captureID"] == .string(id))
            let status = try Answer(try await node.get("/ledger/v1/status"))
            #expect(status["height"] == .integer(1))
        }
    }

    @Test func `a changed or forged transaction is refused`() async throws {
        try await RunningNode.withSeason { node in
            let (_, bytes) = try await Self.transaction(of: node)
            let signature = try SignedTransaction(decoding: bytes).envelope.signature.bytes
            let place = try #require(bytes.firstRange(of: signature)?.lowerBound)
            var changed = bytes
            changed[changed.count - 1] ^= 1
            var forged = bytes
            forged[place] ^= 1

            for (sent, code) in [
                (changed, "cbor.malformed"), (forged, "transaction.bad_signature"),
                ([0x80], "cbor.malformed"), ([], "cbor.malformed"),
            ] {
                let answer = try Answer(
                    try await node.post("/ledger/v1/transactions", sent, Self.cbor))
                #expect(answer.status == 400)
                #expect(answer.code == code)
            }
        }
    }

    @Test func `a transaction by a key that the registry does not know is refused`() async throws {
        try await RunningNode.withSeason { node in
            let (_, bytes) = try await Self.transaction(of: node)
            let header = try SignedTransaction(decoding: bytes).header
            let stranger = DemoKeys(seed: "another").key(.gateway, DemoChain.farm)
            let signed = try SignedTransaction(
                signing: Array("{}".utf8),
                header: TransactionHeader(
                    key: stranger.publicKey, contentType: header.contentType,
                    member: header.member, chain: header.chain, nonce: header.nonce,
                    sequence: 1, expiry: header.expiry, interpretation: header.interpretation),
                with: stranger)

            let answer = try Answer(
                try await node.post("/ledger/v1/transactions", signed.encoded(), Self.cbor))

            #expect(answer.status == 403)
            #expect(answer.code == "member.key_unknown")
        }
    }

    @Test(
        arguments: [
            ("/v1/members/nobody", "resource.no_such_member"),
            ("/ledger/v1/blocks/2", "resource.no_such_block"),
            ("/ledger/v1/blocks/0", "request.parameter"),
            ("/ledger/v1/blocks/x", "request.parameter"),
            ("/ledger/v1/transactions/x", "resource.no_such_transaction"),
            ("/ledger/v1/receipts/x", "resource.no_such_transaction"),
        ])
    func `what is not there is said not to be`(path: String, code: String) async throws {
        try await RunningNode.withSeason { node in
            let answer = try Answer(try await node.get(path))

            #expect(answer.code == code)
        }
    }

    @Test func `the registry tells members with roles and scope`() async throws {
        try await RunningNode.withSeason { node in
            let members = try Answer(try await node.get("/v1/members"))
            let farm = try Answer(try await node.get("/v1/members/\(DemoChain.farm)"))

            #expect(members["members"]?.array?.count == 4)
            #expect(farm["roles"] == .array(["farm"]))
            #expect(farm["scope"]?["companyPrefixes"] == .array(["4880000"]))
            #expect(farm["suspended"] == .bool(false))
        }
    }
}
