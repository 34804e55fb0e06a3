import LedgerCore
import LightClient
import Testing

/// A bundle of a lot with a certificate and one transaction, and the parts to put together a false one.
struct BundleWorld {
    let world: World
    let key: PrivateKey
    let member: MemberID
    let reference: CertificateReference
    let certificate: CertificateLeaf
    /// The state of the second block, by key.
    var leaves: [StateKey: Bytes]
    var files: [StoredArchive.File] = []

    static let lot = "/01/04880001123459/10/D"
    static let height = Height(2)

    init(
        keyMember: String = "farm-017", from: Height = .first, revokedAt: Height? = nil,
        isSuspended: Bool = false
    ) throws {
        world = try World()
        key = DemoKeys(seed: World.seed).key(.gateway, "farm-017")
        member = try #require(MemberID("farm-017"))
        reference = CertificateReference(
            issuer: try #require(MemberID("inspector")), number: "F 1")
        certificate = CertificateLeaf(
            kind: .phytosanitary, holder: nil, goods: [BundleWorld.lot],
            allowance: .init(unit: .milligram, amount: 9, left: 4),
            validFrom: Timestamp(milliseconds: 0), validUntil: Timestamp(milliseconds: 1))
        var lot = LotLeaf()
        lot.creations = 1
        leaves = [
            .key(key.id): KeyLeaf(
                member: try #require(MemberID(keyMember)),
                key: MemberKey(key: key.publicKey, holder: .gateway), from: from,
                revokedAt: revokedAt
            ).encoded(),
            .member(member): MemberLeaf(
                name: "Farm", roles: [.farm], scope: .everything, isSuspended: isSuspended
            ).encoded(),
            .lot(BundleWorld.lot): lot.encoded(),
            .certificate(reference): certificate.encoded(),
        ]
        files = [
            StoredArchive.File(BundleFile.json, Array("{}".utf8)),
            StoredArchive.File(BundleFile.page, Array("<p>".utf8)),
            StoredArchive.File(BundleFile.state, try stateProof().encoded()),
            try proofFile(of: 0),
        ]
    }

    /// - Parameter keys: nil for all.
    func stateProof(of keys: [StateKey]? = nil, signers: Int = 3) throws -> ProofBundle {
        var store = StateTreeMemoryStore()
        let changes = leaves.map { StateChange(key: $0.key, value: $0.value) }
            .sorted { $0.key < $1.key }
        let update = try StateTree(version: nil, store: store)
            .updated(with: changes, version: BundleWorld.height)
        store.keep(update)
        let tree = StateTree(version: BundleWorld.height, store: store)
        let header = world.block.header.changed(
            height: BundleWorld.height, stateRoot: update.root)
        return ProofBundle(
            header: header, certificate: world.certificate(of: header, signers: signers),
            states: try (keys ?? leaves.keys.sorted()).map { key in
                StateFact(
                    key: key, value: leaves[key], proof: try tree.proof(of: key.digest))
            })
    }

    func proofFile(of index: Int, name: String? = nil) throws -> StoredArchive.File {
        let proof = ProofBundle(
            header: world.block.header, certificate: world.certificate(of: world.block.header),
            transaction: TransactionProof(of: index, in: world.block, outcomes: world.outcomes))
        return StoredArchive.File(
            name ?? BundleFile.proof(of: world.block.body.transactions[index].id),
            proof.encoded())
    }

    mutating func replace(_ name: String, with bytes: Bytes?) {
        files.removeAll { $0.name == name }
        if let bytes { files.append(StoredArchive.File(name, bytes)) }
    }

    func manifest(
        chain: ChainID? = nil, height: Height = BundleWorld.height,
        certificates: [CertificateReference]? = nil
    ) throws -> ExportManifest {
        ExportManifest(
            chain: chain ?? world.genesis.chainID, height: height,
            time: Timestamp(milliseconds: 1_790_000_002_000), member: member,
            lot: BundleWorld.lot, country: "RU", certificates: certificates ?? [reference],
            entries: try StoredArchive(files).files.map(ExportManifest.Entry.init))
    }

    /// The archive of the files with a manifest that is signed, by default a true one.
    func bundle(_ manifest: ExportManifest? = nil, by signer: PrivateKey? = nil) throws -> Bytes {
        let signed = SignedManifest(
            signing: try manifest ?? self.manifest(), with: signer ?? key)
        return try bundle(signed: signed.encoded())
    }

    func bundle(signed: Bytes) throws -> Bytes {
        try StoredArchive(files + [StoredArchive.File(BundleFile.manifest, signed)]).encoded
    }

    func fault(_ bytes: Bytes) -> BundleFault? {
        guard case .doesNotHold(let fault) = world.client.judgeBundle(bytes) else { return nil }
        return fault
    }
}
