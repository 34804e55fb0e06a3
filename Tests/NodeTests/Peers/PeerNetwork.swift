import Consensus
import LedgerCore
import Logging
import NIOCore
import NIOHTTP1
import NIOSSL
import ServiceLifecycle
import Storage
import Traceability

@testable import Node

/// Validators in one process, each with its home, its thread and its sockets on the loopback interface.
///
/// The farm of the chain signs with P-256, whose signatures are never twice the same.
struct PeerNetwork: Sendable {
    let nodes: [Node]
    let firstPort: Int

    /// - Parameters:
    ///   - count: the validators of the chain.
    ///   - running: how many of them run.
    static func with(
        _ count: Int, running: Int? = nil, limits: NodeLimits = NodeLimits(),
        _ body: @Sendable @escaping (PeerNetwork) async throws -> Void
    ) async throws {
        let firstPort = Int.random(in: 31_000..<32_000) + Int.random(in: 0..<28) * 1_000
        let genesis = try genesis(count, firstPort: firstPort)
        var homes: [TemporaryHome] = []
        var nodes: [Node] = []
        for index in 0..<(running ?? count) {
            let directory = try TemporaryHome()
            homes.append(directory)
            try NodeFounding.found(directory.home, on: genesis)
            nodes.append(
                try Node(
                    configuration: NodeConfiguration(
                        home: directory.home, limits: limits, log: NodeLog(level: .critical),
                        validator: try DemoChain.id("node-\(index)"),
                        peering: NodePeering(port: firstPort + index))))
        }
        defer { withExtendedLifetime(homes) { for node in nodes { node.close() } } }
        try await PeerNetwork(nodes: nodes, firstPort: firstPort).run(body)
    }

    private func run(
        _ body: @Sendable @escaping (PeerNetwork) async throws -> Void
    ) async throws {
        // Services stop in reverse: first all that dial, then the servers.
        var (services, dialling): ([any Service], [any Service]) = ([], [])
        for node in nodes {
            let peers = try node.peerServices()
            services += [node.engine] + peers.prefix(1)
            dialling += peers.dropFirst()
        }
        services += dialling
        let group = ServiceGroup(
            configuration: .init(services: services, logger: Logger(label: "test")))
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask { try await group.run() }
            do { try await body(self) } catch {
                await group.triggerGracefulShutdown()
                throw error
            }
            await group.triggerGracefulShutdown()
            try await tasks.waitForAll()
        }
    }

    // MARK: The chain

    static let farmKey: PrivateKey = {
        guard let key = PrivateKey(algorithm: .es256, seed: Bytes(repeating: 7, count: 32)) else {
            preconditionFailure("32 bytes are a seed")
        }
        return key
    }()

    private static func genesis(_ count: Int, firstPort: Int) throws -> Genesis {
        try Genesis(
            name: "peer tests", created: Timestamp(milliseconds: 1_700_000_000_000),
            validators: try PeerWorld.validators(count, firstPort: firstPort),
            administrators: Administrators(
                keys: [PeerWorld.keys.key(.administrator, "node-0").publicKey]),
            members: [
                GenesisMember(
                    id: try DemoChain.id(DemoChain.farm), name: "The farm", roles: ["farm"],
                    scope: MemberScope(companyPrefixes: [DemoChain.companyPrefix]),
                    keys: [MemberKey(key: farmKey.publicKey, holder: .member)])
            ],
            logOrigin: "daftar.test/peers", demoSeed: "peer tests")
    }

    /// A harvest that the farm signs; another signature each time for the same number.
    func transaction(_ number: Int) throws -> SignedTransaction {
        let content = Array(Documents.document(Documents.harvest("urn:uuid:h\(number)")).utf8)
        let nonce = Nonce(bytes: Array(Digest(hashing: Array("\(number)".utf8)).bytes.prefix(16)))
        guard let nonce else { preconditionFailure("16 bytes") }
        let header = TransactionHeader(
            key: Self.farmKey.publicKey, contentType: ContentType.capture.rawValue,
            member: try DemoChain.id(DemoChain.farm), chain: nodes[0].engine.store.chainID,
            nonce: nonce, sequence: UInt64(number),
            expiry: Self.expiry,
            interpretation: Interpretation(
                errorBehaviour: .rollback, epcisVersion: "2.0.0", extensions: [:]))
        return try SignedTransaction(signing: content, header: header, with: Self.farmKey)
    }

    private static let expiry = Timestamp(
        milliseconds: UTCText.milliseconds() + 24 * 60 * 60 * 1_000)

    /// Hands a transaction in at a node, as a client does.
    func submit(_ signed: SignedTransaction, at index: Int) async throws {
        let engine = nodes[index].engine
        let verified = try signed.verified(
            by: Self.farmKey.publicKey, on: engine.store.chainID)
        var prepared = try PreparedTransaction(signed)
        prepared.checkSignature(with: Self.farmKey.publicKey, on: engine.store.chainID)
        _ = try await engine.submit(verified, prepared: prepared)
    }

    /// Until all nodes have a block and nothing waits; where they stand then.
    func agreement(atLeast height: Height) async throws -> [LedgerSnapshot] {
        for _ in 0..<3_000 {
            let seen = nodes.map(\.engine.snapshot)
            if seen.allSatisfy({ $0.height >= height }), Set(seen.map(\.height)).count == 1,
                nodes.allSatisfy({ $0.engine.agreement.poolCount == 0 })
            {
                return seen
            }
            try await Task.sleep(for: .milliseconds(20))
        }
        throw NoAgreement(heights: nodes.map(\.engine.snapshot.height))
    }

    struct NoAgreement: Error {
        let heights: [Height]
    }

    // MARK: A stranger's tools

    /// A node may need a moment until it listens.
    private func open(
        _ address: PeerAddress, _ key: Digest, _ tls: NIOSSLContext
    ) async throws -> PeerConnection {
        for _ in 0..<200 {
            if let connection = try? await PeerConnection.open(address, key: key, tls: tls) {
                return connection
            }
            try await Task.sleep(for: .milliseconds(50))
        }
        return try await PeerConnection.open(address, key: key, tls: tls)
    }

    /// One request to a node over a connection of its own.
    ///
    /// - Parameters:
    ///   - key: what the sender proves.
    ///   - expected: the key that the sender wants the node to prove; the right one by default.
    func ask(
        _ index: Int, as key: TransportKey, expecting expected: Digest? = nil,
        chain: String? = nil, method: HTTPMethod = .POST, path: String = PeerPaths.exchange,
        _ body: [UInt8] = []
    ) async throws -> PeerAnswer {
        guard let address = PeerAddress("https://127.0.0.1:\(firstPort + index)") else {
            preconditionFailure("an address")
        }
        let connection = try await open(
            address, expected ?? PeerWorld.peer(index).key,
            try NIOSSLContext(configuration: try PeerTLS(key).client()))
        defer { connection.close() }
        let chain = chain ?? nodes[0].engine.store.chainID.description
        return try await connection.send(
            PeerRequest(
                method: method, path: path, headers: [(PeerPaths.chainHeader, chain)],
                body: ByteBuffer(bytes: body)),
            timeoutMilliseconds: 20_000)
    }
}
