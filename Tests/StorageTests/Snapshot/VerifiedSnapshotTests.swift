import LedgerCore
import Testing

@testable import Storage

struct VerifiedSnapshotTests {
    private let world = SnapshotWorld()

    private func fault(
        _ manifest: SnapshotManifest, chain: ChainID = TestChain.chainID,
        validators: ValidatorSet = TestChain.validators
    ) -> SnapshotFault? {
        do throws(SnapshotFault) {
            _ = try VerifiedSnapshot(manifest, chain: chain, validators: validators)
            return nil
        } catch { return error }
    }

    @Test func `a manifest is trusted through the validators of its chain alone`() throws {
        let source = try world.source(blocks: 3)
        let manifest = try world.export(source).verified.manifest
        let others = try #require(ValidatorSet(keys: [TestChain.key(9).publicKey]))
        let otherEdge = try source.store.read { try $0.logEdge(ofSize: 2) }
        let wrongLog = SnapshotManifest(
            setChanges: [], header: manifest.header, certificate: manifest.certificate,
            edge: otherEdge, chunks: manifest.chunks)

        #expect(fault(manifest) == nil)
        #expect(fault(manifest, chain: ChainID(.zero)) == .chainOther(TestChain.chainID))
        #expect(fault(manifest, validators: others) == .validatorsUntrusted(Height(3)))
        #expect(fault(wrongLog) == .logOther)
    }

    @Test func `a change of the validators that nobody decided leads nowhere`() throws {
        let source = try world.source(blocks: 3)
        let manifest = try world.export(source).verified.manifest
        let header = try #require(try source.store.read { try $0.header(at: .first) })
        let others = try #require(ValidatorSet(keys: [TestChain.key(9).publicKey]))
        let change = ValidatorSetChange(
            header: header, certificate: TestChain.certificate(of: header), next: others)
        let forged = SnapshotManifest(
            setChanges: [change], header: manifest.header, certificate: manifest.certificate,
            edge: manifest.edge, chunks: manifest.chunks)

        #expect(fault(forged) == .validatorsUntrusted(.first))
    }

    @Test func `no bytes of a peer trap the decoders of manifests and chunks`() throws {
        var random = SeededRandom(seed: 3)
        let source = try world.source(blocks: 3)
        let (folder, verified) = try world.export(source)
        let manifest = verified.manifest.encoded()
        let chunk = try #require(try folder.chunk(0))
        let keys = verified.manifest.keyCount

        for _ in 0..<1_500 {
            if let read = try? SnapshotManifest(decoding: random.damage(manifest)) {
                _ = fault(read)
            }
            _ = try? SnapshotChunk(decoding: random.damage(chunk), keyCount: keys)
        }

        #expect(try SnapshotManifest(decoding: manifest) == verified.manifest)
        #expect(try SnapshotChunk(decoding: chunk, keyCount: keys).rows.count == keys)
        #expect(throws: SnapshotFault.chunkMalformed) {
            try SnapshotChunk(decoding: chunk, keyCount: keys + 1)
        }
    }
}
