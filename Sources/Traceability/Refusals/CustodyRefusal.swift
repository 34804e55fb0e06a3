package import LedgerCore

/// A rule about goods under a claim that was broken.
///
/// Spec: Docs/Spec/MassBalance.md §12.
package enum CustodyRefusal: Equatable, Sendable {
    case unreadable(reason: String)
    case certificateMissing(GoodsClaim, lot: String)
    case lotDiffers(lot: String, recorded: CustodyLeaf?, said: CustodyLeaf?)
    case transformationDiffers(String, recorded: String, said: String)
    /// Goods that are under no claim, under another or in a weaker model.
    case tooWeak(lot: String, recorded: CustodyLeaf?, CustodyModel, GoodsClaim)
    case severalInputs(first: String, other: String)
    case otherProduct(lot: String, product: String, first: String)
    case unaccounted(lot: String, unaccounted: Int64, asked: Int64, unit: SmallestUnit)
    case unmeasured(lot: String, unit: SmallestUnit?)
    case moreThanInput(lot: String, available: Int64, asked: Int64, unit: SmallestUnit)
    case overdrawn(ClaimAccount, available: Int64, asked: Int64)
    case creditSpent(ClaimAccount, available: Int64, asked: Int64)
}

extension CustodyRefusal {
    var code: RuleCode {
        switch self {
        case .unreadable: .custodyUnreadable
        case .certificateMissing: .custodyCertificate
        case .lotDiffers: .custodyLotDiffers
        case .transformationDiffers: .custodyTransformationDiffers
        case .tooWeak: .custodyTooWeak
        case .severalInputs: .custodySeveralInputs
        case .otherProduct: .custodyOtherProduct
        case .unaccounted: .custodyUnaccounted
        case .unmeasured: .custodyUnmeasured
        case .moreThanInput: .custodyMoreThanInput
        case .overdrawn: .custodyOverdrawn
        case .creditSpent: .custodyCreditSpent
        }
    }

    var details: [OutcomeDetail] {
        switch self {
        case .unreadable(let reason): [OutcomeDetail("reason", reason)]
        case .certificateMissing(let claim, let lot):
            [OutcomeDetail("claim", claim.description), OutcomeDetail("lot", lot)]
        case .lotDiffers(let lot, let recorded, let said):
            [
                OutcomeDetail("lot", lot), OutcomeDetail("recorded", recorded.spoken),
                OutcomeDetail("said", said.spoken),
            ]
        case .transformationDiffers(let id, let recorded, let said):
            [
                OutcomeDetail("transformation", id), OutcomeDetail("recorded", recorded),
                OutcomeDetail("said", said),
            ]
        case .tooWeak(let lot, let recorded, let model, let claim):
            [
                OutcomeDetail("lot", lot), OutcomeDetail("recorded", recorded.spoken),
                OutcomeDetail("model", model.word), OutcomeDetail("claim", claim.description),
            ]
        case .severalInputs(let first, let other):
            [OutcomeDetail("first", first), OutcomeDetail("other", other)]
        case .otherProduct(let lot, let product, let first):
            [
                OutcomeDetail("lot", lot), OutcomeDetail("product", product),
                OutcomeDetail("first", first),
            ]
        case .unaccounted(let lot, let unaccounted, let asked, let unit):
            [
                OutcomeDetail("lot", lot),
                OutcomeDetail("unaccounted", unit.spoken(unaccounted)),
                OutcomeDetail("asked", unit.spoken(asked)),
            ]
        case .unmeasured(let lot, let unit):
            [
                OutcomeDetail("lot", lot),
                OutcomeDetail("unit", unit?.spokenName ?? "no amount at all"),
            ]
        case .moreThanInput(let lot, let available, let asked, let unit):
            [OutcomeDetail("lot", lot)] + amounts(available, asked, unit)
        case .overdrawn(let account, let available, let asked),
            .creditSpent(let account, let available, let asked):
            [
                OutcomeDetail("holder", account.holder.text),
                OutcomeDetail("place", account.place.isEmpty ? "no place" : account.place),
                OutcomeDetail("product", account.product),
                OutcomeDetail("claim", account.claim.description),
            ] + amounts(available, asked, account.unit)
        }
    }

    private func amounts(
        _ available: Int64, _ asked: Int64, _ unit: SmallestUnit
    ) -> [OutcomeDetail] {
        [
            OutcomeDetail("available", unit.spoken(available)),
            OutcomeDetail("asked", unit.spoken(asked)),
        ]
    }
}

extension CustodyLeaf? {
    fileprivate var spoken: String {
        guard let leaf = self else { return "no claim" }
        return leaf.root.map { "\(leaf), from \($0)" } ?? "\(leaf)"
    }
}
