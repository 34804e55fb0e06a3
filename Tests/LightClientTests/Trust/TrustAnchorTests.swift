import LedgerCore
import LightClient
import Testing

/// Validators that are replaced, one change after the other.
@Suite struct TrustAnchorTests {
    private let world: World
    private let newcomers: [PrivateKey]
    private let newSet: ValidatorSet

    init() throws {
        world = try World(height: Height(9))
        newcomers = (1...4).compactMap {
            PrivateKey(algorithm: .eddsa, seed: Bytes(repeating: $0, count: 32))
        }
        newSet = try #require(ValidatorSet(keys: newcomers.map(\.publicKey)))
    }

    /// Height 5 hands over to the newcomers.
    private func change(signers: Int = 3, next: ValidatorSet? = nil) -> ValidatorSetChange {
        let header = world.block.header.changed(
            height: Height(5), nextValidatorSetHash: newSet.hash)
        return ValidatorSetChange(
            header: header, certificate: world.certificate(of: header, signers: signers),
            next: next ?? newSet)
    }

    private func bundle(_ changes: [ValidatorSetChange]) -> ProofBundle {
        let header = world.block.header.changed(
            validatorSetHash: newSet.hash, nextValidatorSetHash: newSet.hash)
        return ProofBundle(
            setChanges: changes, header: header,
            certificate: world.certificate(of: header, keys: newcomers, set: newSet))
    }

    private func fault(_ bundle: ProofBundle) -> ProofFault? {
        guard case .doesNotHold(let fault, _) = world.client.judge(bundle) else { return nil }
        return fault
    }

    @Test func `validators that the trusted ones named are trusted`() {
        let verdict = world.client.judge(bundle([change()]).encoded())

        guard case .holds(let findings) = verdict else {
            Issue.record("\(verdict)")
            return
        }
        #expect(findings.first == .validatorsChanged(from: Height(6), count: 4))
    }

    @Test func `a change that was left out, signed by too few or for others is refused`() {
        #expect(fault(bundle([])) == .validatorSetOther(height: Height(9)))
        #expect(
            fault(bundle([change(signers: 2)])) == .certificate(.tooFewSigners(have: 2, need: 3)))
        #expect(
            fault(bundle([change(next: world.genesis.validatorSet)]))
                == .validatorSetOther(height: Height(5)))
    }

    @Test func `the validators before a change decide nothing after it`() {
        let later = world.block.header
        let bundle = ProofBundle(
            setChanges: [change()], header: later, certificate: world.certificate(of: later))

        #expect(fault(bundle) == .validatorSetOther(height: Height(9)))
    }

    @Test func `a height before the change is not judged by the validators after it`() throws {
        let header = world.block.header.changed(
            height: Height(4), validatorSetHash: newSet.hash)
        let bundle = ProofBundle(
            setChanges: [change()], header: header,
            certificate: world.certificate(of: header, keys: newcomers, set: newSet))

        #expect(
            fault(bundle) == .heightBeforeTrust(height: Height(4), trustedFrom: Height(6)))
    }
}
