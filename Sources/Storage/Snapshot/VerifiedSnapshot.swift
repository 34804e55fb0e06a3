package import LedgerCore

/// A snapshot whose block the validators of the chain have decided.
///
/// Trust goes from the genesis, change by change of the validators, to those who signed the block; none
/// is skipped. The state is not believed yet: its root must come out as the header's when it is
/// installed, and then every value is.
///
/// Spec: Docs/Spec/Sync.md §5.
package struct VerifiedSnapshot: Sendable {
    package let manifest: SnapshotManifest

    /// Verifies everything that the manifest itself can show.
    ///
    /// - Throws: what does not hold; the peer that sent it is to blame.
    package init(
        _ manifest: SnapshotManifest, trusting genesis: Genesis
    ) throws(SnapshotFault) {
        try self.init(manifest, chain: genesis.chainID, validators: genesis.validatorSet)
    }

    /// - Parameter validators: those of the first height.
    init(
        _ manifest: SnapshotManifest, chain: ChainID, validators: ValidatorSet
    ) throws(SnapshotFault) {
        let header = manifest.header
        guard header.chain == chain else { throw .chainOther(header.chain) }
        var (validators, height) = (validators, Height.genesis)
        for change in manifest.setChanges {
            guard change.header.height > height, change.header.height < header.height,
                change.next.hash == change.header.nextValidatorSetHash
            else { throw .validatorsUntrusted(change.header.height) }
            try VerifiedSnapshot.require(
                change.certificate, decides: change.header, by: validators, chain: chain)
            (validators, height) = (change.next, change.header.height)
        }
        try VerifiedSnapshot.require(
            manifest.certificate, decides: header, by: validators, chain: chain)
        guard header.height > .genesis, header.logSize < UInt64(Int64.max),
            manifest.edge.size == header.logSize,
            manifest.edge.frontier.root == header.logRoot
        else { throw .logOther }
        self.manifest = manifest
    }

    private static func require(
        _ certificate: CommitCertificate, decides header: BlockHeader, by validators: ValidatorSet,
        chain: ChainID
    ) throws(SnapshotFault) {
        guard header.chain == chain, header.validatorSetHash == validators.hash,
            certificate.height == header.height, certificate.blockID == header.id
        else { throw .validatorsUntrusted(header.height) }
        if let fault = certificate.fault(in: validators, chain: chain) {
            throw .certificate(header.height, fault)
        }
    }
}

/// Why a snapshot, or a part of it, is not taken.
package enum SnapshotFault: Error, Equatable, Sendable {
    /// The manifest is too large, or does not decode.
    case manifestMalformed
    case chainOther(ChainID)
    /// A header that those validators did not decide who are trusted at its height.
    case validatorsUntrusted(Height)
    case certificate(Height, CertificateFault)
    /// The edge of the log is not that of the header.
    case logOther
    /// A chunk has another size or digest than the manifest says.
    case chunkOther(index: Int)
    case chunkMalformed
    case chunkMissing(index: Int)
    /// The keys do not ascend over all chunks.
    case keysOutOfOrder
    /// All chunks are what the manifest says, and it lies: the state is not that of the header.
    case stateRootOther(computed: Digest, claimed: Digest)
    /// The home is at that height, or beyond it, already.
    case notAhead(head: Height)
    case storage(StorageError)
}

extension SnapshotFault {
    init(_ error: any Error) {
        self = (error as? SnapshotFault) ?? .storage(StorageError(error))
    }
}
