package import LedgerCore

/// Judges proofs from what one anchor trusts; knows no node and no network.
package struct LightClient: Sendable {
    package let anchor: TrustAnchor

    package init(anchor: TrustAnchor) {
        self.anchor = anchor
    }

    /// The verdict on the bytes of a proof.
    package func judge(_ bytes: Bytes) -> Verdict {
        do throws(CBORError) {
            return judge(try ProofBundle(decoding: bytes))
        } catch {
            return .doesNotHold(.malformed(error), after: [])
        }
    }

    /// The verdict on a proof.
    package func judge(_ bundle: ProofBundle) -> Verdict {
        var findings: [Finding] = []
        do throws(ProofFault) {
            let anchor = try follow(bundle.setChanges, findings: &findings)
            try anchor.require(bundle.certificate, decides: bundle.header)
            findings.append(
                .decided(
                    bundle.header.height, bundle.header.id, time: bundle.header.time,
                    signers: bundle.certificate.signatures.signatures.count,
                    validators: anchor.validators.count))
            if let transaction = bundle.transaction {
                findings += try judge(transaction, under: bundle.header)
            }
            for fact in bundle.states {
                guard fact.holds(root: bundle.header.stateRoot) else {
                    throw .stateNotShown(fact.key)
                }
                findings.append(.state(fact.key, value: fact.value))
            }
            return .holds(findings)
        } catch {
            return .doesNotHold(error, after: findings)
        }
    }

    private func follow(
        _ changes: [ValidatorSetChange], findings: inout [Finding]
    ) throws(ProofFault) -> TrustAnchor {
        var anchor = anchor
        for change in changes {
            anchor = try anchor.following(change)
            findings.append(
                .validatorsChanged(from: anchor.height, count: anchor.validators.count))
        }
        return anchor
    }

    private func judge(
        _ proof: TransactionProof, under header: BlockHeader
    ) throws(ProofFault) -> [Finding] {
        let envelope = proof.envelope
        guard envelope.header.chain == header.chain,
            proof.inclusion.holds(
                leaf: MerkleHash.leaf(envelope.bytes), root: header.transactionsRoot)
        else { throw .transactionNotIncluded }
        var findings = [
            Finding.included(
                envelope.id, member: envelope.header.member, index: proof.inclusion.index)
        ]
        if let content = proof.content {
            guard Digest(hashing: content) == envelope.contentDigest else { throw .contentOther }
            findings.append(.contentSigned(byteCount: content.count))
        }
        // Both trees have one leaf a transaction, so the same place in a tree of the same size is
        // the same transaction's.
        guard proof.outcomeInclusion.index == proof.inclusion.index,
            proof.outcomeInclusion.treeSize == proof.inclusion.treeSize,
            proof.outcomeInclusion.holds(
                leaf: MerkleHash.leaf(proof.outcome.encoded()), root: header.outcomesRoot)
        else { throw .outcomeNotIncluded }
        switch proof.outcome.judgement {
        case .done:
            let refused = proof.outcome.events.count { event in
                if case .refused = event { true } else { false }
            }
            findings.append(.done(refusedEvents: refused))
        case .refused(let refusal): findings.append(.refused(code: refusal.code))
        }
        return findings
    }
}
