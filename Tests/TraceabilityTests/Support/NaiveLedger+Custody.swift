import LedgerCore

/// Claims, by MassBalance.md §12: all are organic.
struct NaiveClaims {
    struct Custody: Equatable {
        let model: CustodyModel
        /// The lot that goods came into being as, where that is kept.
        var root: String?
    }

    struct Account: Hashable {
        let holder: String
        let place: Int
        /// Number of the period.
        let period: Int64
    }

    /// What went into a transformation, and is accounted for.
    struct Blend {
        var lots: Set<String> = []
        var inputs: Int64 = 0
        var claimed: Int64 = 0
    }

    /// What an entry did to accounts.
    struct Posted {
        var credited: [Account: Int64] = [:]
        var used: [Account: Int64] = [:]
    }

    /// Milliseconds of a period.
    let period: Int64
    /// What is left of each member's certificate.
    var left: [String: Int64]
    var custody: [String: Custody] = [:]
    var credited: [Account: Int64] = [:]
    var used: [Account: Int64] = [:]
    /// What the entry under judgement says, and where its inputs came into being.
    var said: SeasonEntry.Custody?
    var root: String?
    /// What that entry did so far.
    var posted = Posted()
    /// How often credit was used of the period before.
    var olderUses = 0

    func credit(_ account: Account) -> Int64 { (credited[account] ?? 0) - (used[account] ?? 0) }
}

extension NaiveLedger {
    /// Whether goods may come into being in a lot: under what all of it is.
    mutating func bear(_ stock: NaiveStock, _ lot: String) -> Bool {
        guard let claims else { return true }
        var custody: NaiveClaims.Custody?
        if let said = claims.said, said.isClaimed {
            let isKept = said.model == .identityPreserved
            custody = NaiveClaims.Custody(
                model: said.model, root: isKept ? claims.root ?? lot : nil)
        }
        if creations[lot] ?? 0 > 0 {
            guard custody == claims.custody[lot] else { return false }
        } else {
            self.claims?.custody[lot] = custody
        }
        return custody == nil || stock.unaccounted == 0
    }

    /// What a harvest draws from the certificate that brings its claim in; nil where that is refused.
    mutating func drawClaim(_ amount: Int64, by member: String) -> Int64? {
        guard let claims, let said = claims.said else { return 0 }
        guard let number = said.certificate else { return said.isClaimed ? nil : 0 }
        guard number == NaiveClaims.certificate(of: member), moment >= -30,
            now <= CertificateText.until.milliseconds, amount <= claims.left[member] ?? 0
        else { return nil }
        self.claims?.left[member, default: 0] -= amount
        return amount
    }

    /// Whether goods that leave are what the entry says.
    func bears(_ lot: String, _ stock: NaiveStock) -> Bool {
        guard let claims, let said = claims.said, said.isClaimed else { return true }
        guard let custody = claims.custody[lot] else { return false }
        return custody.model <= said.model && stock.unaccounted == 0
    }

    mutating func putIn(
        _ stock: NaiveStock, of lot: String, _ blend: inout NaiveClaims.Blend
    ) -> Bool {
        guard let claims, let said = claims.said else { return true }
        let custody = claims.custody[lot]
        blend.lots.insert(lot)
        blend.inputs += stock.accounted
        blend.claimed += custody == nil ? 0 : stock.accounted
        guard said.model != .massBalance else {
            let isDried = SeasonGoods.isDried(lot)
            return blend.lots.allSatisfy { SeasonGoods.isDried($0) == isDried }
        }
        guard let custody, custody.model <= said.model, stock.unaccounted == 0 else {
            return false
        }
        self.claims?.root = custody.root
        return said.model == .segregated || blend.lots.count == 1
    }

    mutating func takeOut(
        _ made: NaiveStock, as lot: String, by member: String, _ blend: NaiveClaims.Blend
    ) -> Bool {
        guard let claims, let said = claims.said else { return true }
        guard said.model == .massBalance else {
            return !said.isClaimed || made.accounted <= blend.claimed
        }
        let period = now / claims.period
        let account = NaiveClaims.Account(holder: member, place: said.place, period: period)
        let before = NaiveClaims.Account(holder: member, place: said.place, period: period - 1)
        if blend.inputs > 0 {
            let share = Int128(made.accounted) * Int128(blend.claimed) / Int128(blend.inputs)
            let credit = min(Int64(share), blend.claimed, made.accounted)
            self.claims?.credited[account, default: 0] += credit
            self.claims?.posted.credited[account] = credit
        }
        guard said.isClaimed else { return true }
        guard let credit = self.claims?.credit(account) else { return false }
        let older = min(claims.credit(before), made.accounted)
        guard made.accounted - older <= credit else { return false }
        self.claims?.used[before, default: 0] += older
        self.claims?.used[account, default: 0] += made.accounted - older
        self.claims?.posted.used = [before: older, account: made.accounted - older]
        self.claims?.olderUses += older > 0 ? 1 : 0
        return true
    }
}

extension NaiveClaims {
    static func certificate(of member: String) -> String { "O-" + member }
}
