import LedgerCore

/// Issuing and revoking.
///
/// Spec: Docs/Spec/MassBalance.md §14.
extension MassBalance {
    mutating func apply(
        _ claim: CertificateClaim, of meaning: EventMeaning
    ) throws(Stop) {
        guard facts.rules.certificates == .drawnDown else { return }
        switch claim {
        case .none: return
        case .unreadable(let reason): throw .refused(.certificateUnreadable(reason: reason))
        case .issue(let offer): try issue(offer)
        case .revoke(let number):
            let certificate = CertificateReference(issuer: member, number: number)
            try revoke(certificate, named: meaning.lots)
            certificates.append(.revoked(certificate))
        }
    }

    private mutating func issue(_ offer: CertificateOffer) throws(Stop) {
        let roles = RolePermissions.issuing(offer.leaf.kind)
        guard facts.record.may(roles) else {
            throw .refused(.roleMissing(member, needs: roles))
        }
        let certificate = CertificateReference(issuer: member, number: offer.number)
        guard try read(CertificateLeaf.self, at: .certificate(certificate)) == nil else {
            throw .refused(.certificateKnown(certificate))
        }
        if let holder = offer.leaf.holder, try read(MemberLeaf.self, at: .member(holder)) == nil {
            throw .refused(.memberUnknown(holder))
        }
        let leaf = try measured(offer)
        set(leaf, for: certificate)
        try note(leaf, of: certificate)
        certificates.append(.issued(certificate))
    }

    /// With the residues of a test, under rules that know of them.
    private func measured(_ offer: CertificateOffer) throws(Stop) -> CertificateLeaf {
        guard facts.rules.exports == .byDestination else { return offer.leaf }
        switch offer.residues {
        case .measured(let residues): return offer.leaf.measuring(residues)
        case .unreadable(let reason): throw .refused(.certificateUnreadable(reason: reason))
        }
    }

    /// From this height on, and not again.
    private mutating func revoke(
        _ certificate: CertificateReference, named: Set<String>
    ) throws(Stop) {
        var leaf = try known(certificate)
        if let height = leaf.revokedFrom, leaf.isRevoked(at: facts.place.height) {
            throw .refused(.certificateRevoked(certificate, from: height))
        }
        try forget(leaf, of: certificate, named: named)
        leaf.revoke(from: facts.place.height)
        set(leaf, for: certificate)
    }

    /// Takes back what an event did to certificates: what it drew is left again, and what it issued in
    /// error is revoked.
    mutating func takeBack(
        _ postings: [CertificatePosting], named: Set<String>
    ) throws(Stop) {
        for posting in postings {
            switch posting {
            case .revoked:
                throw .refused(.notSupported, at: EventPart("errorDeclaration"))
            case .issued(let certificate):
                if try !known(certificate).isRevoked(at: facts.place.height) {
                    try revoke(certificate, named: named)
                }
            case .imported(let number, let amount):
                try giveBack(amount, toDeclaration: number)
            case .credited, .used: continue
            case .drew(let certificate, let amount):
                var leaf = try known(certificate)
                guard let allowance = leaf.allowance,
                    amount <= allowance.amount - allowance.left
                else { preconditionFailure("an amount that was not drawn") }
                leaf.allowance?.left = allowance.left + amount
                set(leaf, for: certificate)
            }
        }
    }
}

extension MassBalance {
    func known(_ certificate: CertificateReference) throws(Stop) -> CertificateLeaf {
        let leaf = try reading { () throws(StateReadError) in
            try Registry.certificate(certificate, in: state)
        }
        guard let leaf else {
            throw .refused(.certificateUnknown(certificate))
        }
        return leaf
    }

    mutating func set(_ leaf: CertificateLeaf, for certificate: CertificateReference) {
        state.set(leaf.encoded(), for: .certificate(certificate))
    }
}
