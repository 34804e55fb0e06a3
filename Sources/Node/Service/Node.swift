import Consensus
import Hummingbird
import HummingbirdTLS
import LedgerCore
import Logging
import NIOCore
import NIOSSL
import Query
import ServiceLifecycle
import Storage

/// The parts of a running node and who holds what.
final class Node: Sendable {
    let configuration: NodeConfiguration
    /// The operator's; the chain's parameters at the head may be less.
    let limits: NodeLimits
    let logger: Logger
    let registry = MetricsRegistry()
    let genesis: Genesis
    let engine: LedgerEngine
    let credentials: Credentials
    private let credentialStore: CredentialStore
    private let readLog: ReadLog
    private let openings: OpeningStore
    private let gateway: Gateway
    private let store: LedgerStore
    let index: QueryIndex
    private let transport: PeerTLS?
    let checkpoints: CheckpointKeeper
    /// The connections of the port for users.
    let clientRoom: ConnectionRoom
    /// Those of the port for other nodes.
    let peerRoom: ConnectionRoom
    /// What the walk over the ledger has found.
    let scrubReport = ScrubReport()
    let snapshots: SnapshotShelf
    private let processFile: ProcessFile
    private let telemetry: HTTPTelemetry
    private let renderer: PageRenderer
    private let started = ContinuousClock.now

    init(configuration: NodeConfiguration) throws {
        self.configuration = configuration
        let home = configuration.home
        logger = Logger(label: "daftar", log: configuration.log)
        store = try LedgerStore.open(home: home.paths)
        genesis = try Self.genesis(of: store)
        limits = configuration.limits
        let demo = DemoKeys(of: genesis)
        gateway = Gateway(
            chain: store.chainID, keys: try GatewayKeys(directory: home.keysDirectory, demo: demo))
        credentialStore = try CredentialStore(path: home.nodeFile)
        credentials = try Credentials(path: home.nodeFile)
        readLog = try ReadLog(path: home.readsFile)
        openings = try OpeningStore(path: home.openingsFile)
        telemetry = HTTPTelemetry(registry: registry)
        renderer = try PageRenderer()
        let signer = try ValidatorKey.find(
            in: home.keysDirectory, named: configuration.validator, demo: demo, genesis: genesis)
        let validator = configuration.validator ?? genesis.onlyValidator
        let transportKey = try TransportKey.find(
            in: home.keysDirectory, named: validator, demo: demo, genesis: genesis)
        transport = try transportKey.map(PeerTLS.init)
        index = try QueryIndex(ledger: store)
        let checkpointSigner = try CheckpointKeeper.Signer.find(
            in: home.keysDirectory, of: signer?.publicKey.id, named: validator, demo: demo,
            genesis: genesis)
        engine = try LedgerEngine(
            store: store, index: index, genesis: genesis, signer: signer.map(KeySigner.init),
            logKey: checkpointSigner?.log,
            peers: PeerIdentity(transportKey, configuration.peering),
            limits: limits, registry: registry, logger: logger)
        checkpoints = CheckpointKeeper(
            origin: genesis.logOrigin,
            signer: checkpointSigner, logger: logger)
        let files = FileLimit.raise()
        clientRoom = ConnectionRoom(limits: limits.clientConnections.within(files: files))
        peerRoom = ConnectionRoom(limits: limits.peerConnections.within(files: files)) {
            [hub = engine.peers] in hub.isValidator($0)
        }
        snapshots = SnapshotShelf(store: store, logger: logger)
        processFile = ProcessFile(path: home.processFile)
        try processFile.write()
    }

    private static func genesis(of store: LedgerStore) throws -> Genesis {
        let bytes = try store.read { (reader) throws(StorageError) in try reader.genesis() }
        do { return try Genesis(decoding: bytes) } catch {
            throw NodeStartError.genesisUnreadable("\(error)")
        }
    }

    /// After the last service has ended. A process that just ends leaves nothing to repair.
    func close() {
        do {
            try index.close()
            try readLog.close()
            // A snapshot that is being made reads on; nobody needs it any more, and it ends with the process.
            if !snapshots.isMaking { try store.close() }
        } catch {
            logger.warning("the ledger was not closed", metadata: ["error": "\(error)"])
        }
        processFile.remove()
    }

    /// What answers requests; tests call it without a socket.
    func responder() -> NodeResponder {
        let routes = routes()
        return NodeResponder(
            routes: routes.router.buildResponder(), table: routes.table,
            limits: limits, parameters: { [engine] in engine.snapshot.parameters },
            limiter: RateLimiter(limits: limits),
            credentials: credentials, telemetry: telemetry,
            logsRequests: configuration.log.requests)
    }

    func routes() -> RouteBuilder {
        let routes = RouteBuilder(readAccess: configuration.readAccess, telemetry: telemetry)
        let desk = SealingDesk(store: openings)
        let intake = Intake(
            engine: engine, gateway: gateway,
            idempotency: IdempotencyRows(store: credentialStore), desk: desk, limits: limits)
        let readers = Readers(store: store, log: readLog)
        let opener = EventOpener(openings: openings, store: store)
        let gauges = NodeGauges(
            registry: registry, engine: engine, checkpoints: checkpoints,
            rooms: [.clients: clientRoom, .peers: peerRoom], scrub: scrubReport, started: started)
        HealthRoutes(
            readiness: { [engine] in engine.readiness },
            damage: { [scrubReport] in scrubReport.standing.damage }
        ).add(to: routes)
        OperationsRoutes(registry: registry, gauges: gauges.refresh).add(to: routes)
        let captures = CaptureRoutes(intake: intake, limits: limits, readers: readers)
        captures.add(to: routes)
        LedgerRoutes(engine: engine, genesis: genesis, limits: limits, readers: readers)
            .add(to: routes)
        StatusRoutes(engine: engine, genesis: genesis, checkpoints: checkpoints).add(to: routes)
        EvidenceRoutes(engine: engine).add(to: routes)
        ReceiptRoutes(store: store, readers: readers).add(to: routes)
        EventRoutes(index: index, readers: readers, opener: opener, limits: limits)
            .add(to: routes)
        OpeningRoutes(index: index, readers: readers, opener: opener, desk: desk)
            .add(to: routes)
        LotRoutes(index: index, readers: readers).add(to: routes)
        RecallRoutes(index: index, readers: readers, limits: limits).add(to: routes)
        ReadRoutes(log: readLog).add(to: routes)
        ExportRoutes(index: index, gateway: gateway, readers: readers, limits: limits)
            .add(to: routes)
        MemberRoutes(store: store).add(to: routes)
        ClaimRoutes(store: store, readers: readers).add(to: routes)
        DelegationRoutes(store: store, capture: captures, readers: readers).add(to: routes)
        AdministrationRoutes(
            desk: AdministrationDesk(store: credentialStore), store: store,
            issuer: "Daftar " + genesis.name
        ).add(to: routes)
        CertificateRoutes(store: store).add(to: routes)
        AlertRoutes(keeper: ScreenKeeper(index: index), store: store, limits: limits)
            .add(to: routes)
        let pages = LabelPages(
            index: index, store: store, engine: engine, renderer: renderer, registry: registry)
        let hosts = LabelHosts(
            publicURL: configuration.publicURL, others: configuration.labelHosts)
        LabelRoutes(index: index, hosts: hosts).add(to: routes)
        DigitalLinkRoutes(pages: pages, publicURL: configuration.publicURL).add(to: routes)
        return routes
    }

    /// What keeps the node in touch with its peers; empty where it has no key to prove itself with.
    func peerServices() throws -> [any Service] {
        let cosigning = CheckpointService(engine: engine, keeper: checkpoints, hub: engine.peers)
        guard let transport else { return [cosigning] }
        let intake = PeerIntake(engine: engine, hub: engine.peers, checkpoints: checkpoints)
        let tls = try NIOSSLContext(configuration: transport.client())
        let links = PeerService(
            engine: engine, hub: engine.peers, intake: intake, tls: tls,
            polls: configuration.peering.port == nil, logger: logger)
        let fetcher = BlockFetcher(
            engine: engine, hub: engine.peers, genesis: genesis, tls: tls, logger: logger)
        let history = HistoryFetcher(
            engine: engine, hub: engine.peers, genesis: genesis, tls: tls, logger: logger)
        guard let port = configuration.peering.port else {
            return [links, fetcher, history, cosigning]
        }
        let hub = engine.peers
        let responder = PeerResponder(
            chain: store.chainID, hub: hub, intake: intake, snapshots: snapshots)
        let server = Application(
            responder: responder,
            server: .guarded(
                peerRoom,
                tls: TLSChannelConfiguration(
                    tlsConfiguration: transport.server(),
                    customVerificationCallback: PeerTLS.verification { hub.allows($0) }),
                report: slowness(on: .peers)),
            configuration: ApplicationConfiguration(
                address: .hostname(configuration.peering.host, port: port)),
            logger: logger)
        return [
            server, links, fetcher, history, cosigning, SnapshotService(shelf: snapshots),
        ]
    }

    /// What the node does about its own disk while it runs.
    func upkeepServices() -> [any Service] {
        let retention = RetentionService(
            store: store, retention: configuration.retention, logger: logger)
        guard configuration.scrubs else { return [retention] }
        return [retention, ScrubService(store: store, report: scrubReport, logger: logger)]
    }

    /// Counts connections that are closed for being slow.
    private func slowness(
        on port: ConnectionTelemetry.Port
    ) -> @Sendable (ConnectionPace.Fault) -> Void {
        let telemetry = ConnectionTelemetry(registry: registry, port: port)
        return { telemetry.closed($0) }
    }

    func application(onReady: @escaping @Sendable (_ port: Int) -> Void)
        -> Application<NodeResponder>
    {
        Application(
            responder: responder(),
            server: .guarded(clientRoom, report: slowness(on: .clients)),
            configuration: ApplicationConfiguration(
                address: .hostname(configuration.host, port: configuration.port)),
            onServerRunning: { channel in onReady(channel.localAddress?.port ?? 0) },
            logger: logger)
    }
}
