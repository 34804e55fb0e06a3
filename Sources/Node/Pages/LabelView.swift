import Foundation

/// A ``LabelPage`` in the words of one language, as `label.mustache` names them.
struct LabelView {
    let pageTitle: String
    let heading: String
    let lotLabel: String
    let lot: String
    let standing: String
    let standingMore: String
    let standingClass: String
    let hasOrigins: Bool
    let originHeading: String
    let sharesHeading: String?
    let shares: [Share]
    let origins: [Origin]
    let moreOrigins: String?
    let stepsHeading: String
    let earlierSteps: String?
    let steps: [Step]
    let proofHeading: String
    let proofText: String
    let limitsText: String
    let proofTime: String
    let proofHeight: String
    let proofBlock: String
    let proofChain: String
    let ledgerTime: String
    let ledgerDay: String
    let height: String
    let blockID: String
    let chainID: String
    let asData: String
    let encodedCode: String

    struct Origin {
        let district: String
        let harvest: String
        let byLabel: String
        let by: String?
        let what: String?
    }

    struct Share {
        let percent: String
        let what: String
    }

    struct Step {
        let time: String
        let day: String
        let what: String
        let holder: String
        let place: String?
    }

    init(_ page: LabelPage, _ phrases: Phrases) {
        let language = phrases.language
        pageTitle = phrases[.pageTitle]
        heading = page.product?[language] ?? GS1Text(page.code).product
        lotLabel = phrases[.lot]
        lot = GS1Text(page.lot).lot
        (standing, standingMore, standingClass) = Self.standing(page.standing, phrases)

        hasOrigins = !page.origins.isEmpty
        let isHarvest = page.origins.allSatisfy { $0.arrival == .harvested }
        originHeading = phrases[isHarvest ? .originHeading : .comesHeading]
        sharesHeading = page.shares.isEmpty ? nil : phrases[.sharesHeading]
        shares = page.shares.map { Share($0, phrases) }
        origins = page.origins.map { Origin($0, of: page, phrases) }
        moreOrigins =
            page.originsOmitted > 0 ? "\(phrases[.moreOrigins]) \(page.originsOmitted)" : nil

        stepsHeading = phrases[.stepsHeading]
        earlierSteps =
            page.stepsOmitted > 0 ? "\(phrases[.earlierSteps]) \(page.stepsOmitted)" : nil
        steps = page.steps.map { Step($0, phrases) }

        proofHeading = phrases[.proofHeading]
        proofText = phrases[.proofText]
        limitsText = phrases[.limitsText]
        proofTime = phrases[.proofTime]
        proofHeight = phrases[.proofHeight]
        proofBlock = phrases[.proofBlock]
        proofChain = phrases[.proofChain]
        ledgerTime = page.ledger.time
        ledgerDay = DayText.day(page.ledger.time, in: language)
        height = "\(page.ledger.height)"
        blockID = String(page.ledger.blockID.prefix(16)) + "…"
        chainID = String(page.ledger.chainID.prefix(16)) + "…"
        asData = phrases[.asData]
        encodedCode = GS1Text(page.code).percentEncoded
    }

    private static func standing(
        _ standing: LabelPage.Standing, _ phrases: Phrases
    ) -> (String, String, String) {
        switch standing {
        case .counted: (phrases[.standingCounted], phrases[.standingCountedMore], "good")
        case .partlyUnaccounted:
            (phrases[.standingPartlyUnaccounted], phrases[.standingPartlyUnaccountedMore], "care")
        case .partlyDeclared:
            (phrases[.standingPartlyDeclared], phrases[.standingPartlyDeclaredMore], "care")
        case .unaccounted:
            (phrases[.standingUnaccounted], phrases[.standingUnaccountedMore], "care")
        case .recalled: (phrases[.standingRecalled], phrases[.standingRecalledMore], "bad")
        case .madeFromRecalled:
            (phrases[.standingMadeFromRecalled], phrases[.standingMadeFromRecalledMore], "bad")
        }
    }
}

extension LabelView.Origin {
    /// The product is named where it is another than the page's: apricots behind dried apricots.
    fileprivate init(_ origin: LabelPage.Origin, of page: LabelPage, _ phrases: Phrases) {
        let language = phrases.language
        var places = [origin.district?[language], origin.place?[language]].compactMap(\.self)
        if places.count == 2, places[0] == places[1] { places.removeLast() }
        district = places.isEmpty ? phrases[.districtUnknown] : places.joined(separator: ", ")
        let arrival =
            switch origin.arrival {
            case .harvested: phrases[.harvested]
            case .imported: "\(phrases[.imported]) \(origin.country ?? "")"
            case .declared: phrases[.declaredStock]
            case .mixed: phrases[.severalOrigins]
            }
        let day = (origin.harvestDate ?? origin.arrivalDate).map { DayText.day($0, in: language) }
        harvest =
            day.map { "\(arrival): \($0)" }
            ?? (origin.arrival == .harvested ? phrases[.harvestUnknown] : arrival)
        byLabel = phrases[origin.arrival == .harvested ? .grower : .broughtBy]
        by = origin.grower?[language]
        what = origin.product == page.product ? nil : origin.product?[language]
    }
}

extension LabelView.Share {
    fileprivate init(_ share: LabelPage.Share, _ phrases: Phrases) {
        percent = "\(share.thousandths / 10).\(share.thousandths % 10) %"
        what =
            switch share.origin {
            case "grown": phrases[.shareGrown] + (share.country.map { " \($0)" } ?? "")
            case "imported": "\(phrases[.shareImported]) \(share.country ?? "")"
            case "declared": phrases[.shareDeclared]
            case "unknown": phrases[.shareUnknown]
            default: phrases[.shareOther]
            }
    }
}

extension LabelView.Step {
    fileprivate init(_ step: LabelPage.Step, _ phrases: Phrases) {
        let language = phrases.language
        time = step.time
        day = DayText.day(step.time, in: language)
        what = phrases.step(step.step)
        holder = step.holder[language]
        let places = [step.place?[language], step.district?[language]].compactMap(\.self)
            .filter { $0 != step.holder[language] }
        place = places.isEmpty ? nil : places.joined(separator: ", ")
    }
}

/// Reads a Digital Link path for people: `/01/04880000000015/10/A%2F1`.
struct GS1Text {
    private let code: String

    init(_ code: String) {
        self.code = code
    }

    /// What stands in for the product's name: its GTIN, or the whole code.
    var product: String {
        component(after: "01").map { "GTIN \($0)" } ?? component(after: "00").map { "SSCC \($0)" }
            ?? code
    }

    /// The lot number alone, or the whole code where there is none.
    var lot: String {
        component(after: "10") ?? code
    }

    private func component(after ai: String) -> String? {
        let parts = code.split(separator: "/")
        guard let place = parts.firstIndex(where: { $0 == ai }), place % 2 == 0,
            place + 1 < parts.count
        else { return nil }
        return decoded(parts[place + 1])
    }

    private func decoded(_ text: Substring) -> String {
        text.removingPercentEncoding ?? String(text)
    }

    /// Fit for the value of a query parameter.
    var percentEncoded: String {
        var text = ""
        for byte in code.utf8 {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."),
                UInt8(ascii: "_"), UInt8(ascii: "~"):
                text.unicodeScalars.append(Unicode.Scalar(byte))
            default:
                text += "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
            }
        }
        return text
    }
}
