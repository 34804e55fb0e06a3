import LedgerCore
import LightClient
import Testing

struct BundleTests {
    @Test func `a bundle that is what was signed holds, and says what it shows`() throws {
        let world = try BundleWorld()

        let verdict = try world.world.client.judgeBundle(world.bundle())

        guard case .holds(let findings) = verdict else {
            Issue.record("\(verdict.lines)")
            return
        }
        #expect(
            findings.first
                == .assembled(
                    by: world.member, at: Timestamp(milliseconds: 1_790_000_002_000),
                    lot: BundleWorld.lot, country: "RU"))
        #expect(findings.contains(.lot(isCounted: true, closedBy: nil)))
        #expect(findings.contains(.certificate(world.reference, world.certificate)))
        #expect(findings.contains(.transactions(count: 1, withContent: 1, refusedEvents: 0)))
        #expect(verdict.lines[0] == "holds")
        #expect(
            verdict.lines.contains {
                $0.contains("certificate F 1 of inspector: phytosanitary, 4 of 9")
            })
        #expect(LightClient.isArchive(try world.bundle()))
    }

    @Test func `the manifest is one value with one spelling`() throws {
        let world = try BundleWorld()
        let signed = SignedManifest(signing: try world.manifest(), with: world.key)

        #expect(try SignedManifest(decoding: signed.encoded()) == signed)
        #expect(signed.isSigned(by: world.key.publicKey))
        #expect(throws: CBORError.self) { try TransactionEnvelope(bytes: signed.encoded()) }
    }

    @Test func `files that were swapped, taken out or put in are found`() throws {
        let world = try BundleWorld()
        let manifest = try world.manifest()
        var swapped = world
        swapped.replace(BundleFile.page, with: Array("<b>".utf8))
        var without = world
        without.replace(BundleFile.page, with: nil)
        var with = world
        with.replace("more.txt", with: [1])
        let bare = try StoredArchive(world.files).encoded

        #expect(world.fault(try swapped.bundle(manifest)) == .other(BundleFile.page))
        #expect(world.fault(try without.bundle(manifest)) == .missing(BundleFile.page))
        #expect(world.fault(try with.bundle(manifest)) == .extra("more.txt"))
        #expect(world.fault(bare) == .missing(BundleFile.manifest))
    }

    @Test func `a bundle of another chain, or of another height, does not hold`() throws {
        let world = try BundleWorld()
        let other = try World(name: "Another chain")

        #expect(
            world.fault(try world.bundle(world.manifest(chain: other.genesis.chainID)))
                == .otherChain)
        #expect(
            world.fault(try world.bundle(world.manifest(height: Height(3))))
                == .otherHeight(found: Height(2), signed: Height(3)))
    }

    @Test func `who signs must have had the key, and the right, at that height`() throws {
        let stranger = DemoKeys(seed: World.seed).key(.gateway, "farm-018")
        let world = try BundleWorld()
        let signed = SignedManifest(signing: try world.manifest(), with: world.key).encoded()
        var forged = signed
        forged[forged.count - 1] ^= 1

        #expect(
            world.fault(try world.bundle(by: stranger)) == .notShown("the key that signed"))
        #expect(world.fault(try world.bundle(signed: forged)) == .signatureInvalid)
        for (other, fault) in try [
            (BundleWorld(keyMember: "farm-018"), BundleFault.keyNotInForce(world.member)),
            (BundleWorld(from: Height(3)), .keyNotInForce(world.member)),
            (BundleWorld(revokedAt: Height(2)), .keyNotInForce(world.member)),
            (BundleWorld(isSuspended: true), .suspended(world.member)),
        ] {
            #expect(other.fault(try other.bundle()) == fault)
        }
        let later = try BundleWorld(revokedAt: Height(3))
        #expect(later.fault(try later.bundle()) == nil)
    }

    @Test func `what the state did not show is not believed`() throws {
        let world = try BundleWorld()
        func without(_ key: StateKey) throws -> BundleFault? {
            var other = world
            other.replace(
                BundleFile.state,
                with: try world.stateProof(of: world.leaves.keys.filter { $0 != key }).encoded())
            return other.fault(try other.bundle())
        }
        var minority = world
        minority.replace(BundleFile.state, with: try world.stateProof(signers: 2).encoded())
        let invented = CertificateReference(issuer: world.member, number: "X")

        #expect(try without(.lot(BundleWorld.lot)) == .notShown("the lot"))
        #expect(try without(.member(world.member)) == .notShown("the signer"))
        #expect(
            try without(.certificate(world.reference))
                == .notShown("certificate F 1 of inspector"))
        #expect(
            minority.fault(try minority.bundle())
                == .proof(BundleFile.state, .certificate(.tooFewSigners(have: 2, need: 3))))
        #expect(
            world.fault(try world.bundle(world.manifest(certificates: [invented])))
                == .notShown("certificate X of farm-017"))
    }

    @Test func `a proof stands under the name of its own transaction, which was done`() throws {
        let world = try BundleWorld()
        let own = BundleFile.proof(of: world.world.block.body.transactions[0].id)
        let refused = try world.proofFile(of: 1)
        func with(_ name: String, _ bytes: Bytes) throws -> BundleFault? {
            var other = world
            other.replace(name, with: bytes)
            return other.fault(try other.bundle())
        }

        #expect(try with(own, world.proofFile(of: 2).bytes) == .otherTransaction(own))
        #expect(try with(own, world.stateProof().encoded()) == .otherTransaction(own))
        #expect(
            try with("proofs/readme.txt", world.proofFile(of: 2).bytes)
                == .otherTransaction("proofs/readme.txt"))
        #expect(
            try with(refused.name, refused.bytes)
                == .refused(refused.name, code: "balance.overdrawn"))
        guard case .malformed(own, _) = try with(own, [0]) else {
            Issue.record("a proof of one byte")
            return
        }
    }

    @Test func `every damaged byte of a bundle is found`() throws {
        let world = try BundleWorld()
        let sound = try world.bundle()

        for index in stride(from: 0, to: sound.count, by: 7) {
            var damaged = sound
            damaged[index] ^= 0x15
            #expect(world.fault(damaged) != nil, "byte \(index)")
        }
        for count in stride(from: 0, to: sound.count, by: 97) {
            #expect(world.fault(Array(sound.prefix(count))) != nil)
        }
    }

    @Test func `a fault is told in words`() throws {
        let member = try #require(MemberID("farm-017"))
        let faults: [BundleFault] = [
            .archive(.otherSpelling), .missing("a"), .extra("a"), .other("a"), .otherChain,
            .otherHeight(found: .first, signed: Height(2)), .notShown("a"), .keyNotInForce(member),
            .suspended(member), .signatureInvalid, .otherTransaction("a"),
            .refused("a", code: "b"), .later("a"), .proof("a", .transactionNotIncluded),
        ]

        #expect(Set(faults.map(\.description)).count == faults.count)
        #expect(BundleVerdict.doesNotHold(.otherChain).lines[0].hasPrefix("does not hold: "))
    }
}
