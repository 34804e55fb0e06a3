import Consensus
import EPCIS
import HTTPTypes
import Hummingbird
import LedgerCore
import NIOCore
import Storage

/// Where the chain and this node stand: height, agreement, peers, and the checkpoint that proves it.
struct StatusRoutes {
    let engine: LedgerEngine
    let genesis: Genesis
    let checkpoints: CheckpointKeeper

    func add(to routes: RouteBuilder) {
        routes.get("/ledger/v1/status", .open) { request, _ in
            _ = try request.acceptable([MediaTypes.json])
            let disk = try? await EngineThread.value(name: "disk") { [store = engine.store] in
                try store.diskUse()
            }
            return Response(json: status(engine.snapshot, disk))
        }
        routes.get("/checkpoint", .open) { _, _ in try checkpoint() }
    }

    private func checkpoint() throws -> Response {
        guard let note = checkpoints.served else {
            throw Problem(
                "resource.no_checkpoint",
                "No checkpoint has the signatures of \(engine.snapshot.validators.quorum) "
                    + "validators yet.")
        }
        var headers = HTTPFields()
        headers[.contentType] = "text/plain; charset=utf-8"
        headers[.cacheControl] = "public, max-age=1"
        return Response(
            status: .ok, headers: headers,
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: note.bytes)))
    }

    private func status(_ snapshot: LedgerSnapshot, _ disk: DiskUse?) -> JSONValue {
        let records = snapshot.validatorRecords.sorted { $0.consensusKey.id < $1.consensusKey.id }
        return .members([
            "chainID": .string(snapshot.chain.description), "name": .string(genesis.name),
            "height": .integer(snapshot.height.rawValue),
            "blockHash": .string(snapshot.blockID.description),
            "blockTime": .string(UTCText.text(snapshot.blockTime.milliseconds)),
            "stateRoot": .string(snapshot.stateRoot.hex),
            "logSize": .integer(snapshot.logSize), "logRoot": .string(snapshot.logRoot.hex),
            "checkpointSize": checkpoints.servedSize.map { .integer($0) },
            "validators": .array(
                records.map { record in
                    .members([
                        "keyID": .string(record.consensusKey.id.description),
                        "name": .string(record.name.text), "address": .string(record.address),
                    ])
                }),
            "quorum": .integer(snapshot.validators.quorum),
            "agreement": AgreementStory(
                engine.agreement, validators: snapshot.validators, peers: engine.peers.views()
            ).value,
            "peers": .array(engine.peers.views().map(\.value)),
            "disk": disk?.value,
            "pool": .integer(engine.agreement.poolCount),
            "indexedHeight": .integer(snapshot.projected.rawValue),
            "history": .members([
                "lowestBlock": .integer(snapshot.base.rawValue),
                "indexedFrom": .integer(snapshot.projectedSince.rawValue),
            ]),
            "version": .string(NodeVersion.text),
        ])
    }
}

/// How the next block is coming along, and what keeps it from coming.
struct AgreementStory {
    let value: JSONValue

    init(
        _ standing: AgreementStanding, validators: ValidatorSet, peers: [PeerStanding]
    ) {
        let present = standing.validatorsPresent(of: validators, among: peers)
        let behind = peers.filter(\.isConnected).compactMap(\.height).max()
            .map {
                $0.rawValue > standing.height.rawValue ? $0.rawValue - standing.height.rawValue : 0
            }
        let doing: String =
            switch standing.step {
            case .idle: "waiting for work"
            case .propose: "waiting for a proposal"
            case .prevote: "collecting prevotes"
            case .precommit: "collecting precommits"
            case .decided: "committing"
            }
        value = .members([
            "height": .integer(standing.height.rawValue),
            "round": .integer(standing.round.rawValue),
            "step": .string(doing), "isValidator": .bool(standing.isValidator(of: validators)),
            "watching": standing.watching.map { .string($0.text) },
            "validatorsPresent": .integer(present),
            "canDecide": .bool(present >= validators.quorum),
            "says": .string(Self.says(standing, present, validators)),
            "blocksBehind": .integer(behind ?? 0),
        ])
    }

    /// The same for people.
    private static func says(
        _ standing: AgreementStanding, _ present: Int, _ validators: ValidatorSet
    ) -> String {
        let missing = validators.quorum - present
        if missing > 0 {
            return "\(present) of \(validators.count) validators are connected and "
                + "\(validators.quorum) must agree: no block until \(missing) more return."
        }
        if standing.isValidator(of: validators), standing.watching != nil {
            return "This validator follows and does not sign yet: its key may have signed what its "
                + "home does not know."
        }
        return standing.poolCount == 0
            ? "Nothing waits for a block."
            : "\(standing.poolCount) transactions wait for block \(standing.height)."
    }
}

extension WatchReason {
    fileprivate var text: String {
        switch self {
        case .startedWatching: "its home is not known to be its only one"
        case .unknownOwnMessage: "its home does not know all that its key has signed"
        }
    }
}

extension PeerStanding {
    var value: JSONValue {
        .members([
            "name": name.map { .string($0.text) }, "keyID": keyID.map { .string($0.description) },
            "tlsKeyDigest": .string(peer.key.hex), "isValidator": .bool(name != nil),
            "connected": .bool(isConnected), "height": height.map { .integer($0.rawValue) },
            "silentMilliseconds": silence.map { .integer($0.microseconds / 1_000) },
            "waitingBytes": .integer(waitingBytes), "droppedMessages": .integer(dropped),
            "score": .integer(score), "failure": failure.map(JSONValue.string),
        ])
    }
}

extension DiskUse {
    var value: JSONValue {
        .members([
            "ledgerBytes": .integer(ledgerBytes), "freeBytes": .integer(freeBytes),
            "walBytes": .integer(logBytes), "indexBytes": .integer(indexBytes),
            "archiveBytes": .integer(archiveBytes),
        ])
    }
}
