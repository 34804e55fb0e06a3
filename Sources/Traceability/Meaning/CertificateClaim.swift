package import EPCIS
package import LedgerCore

/// What an event does with a certificate, by the word of its issuer.
///
/// Spec: Docs/Spec/MassBalance.md §14.
package enum CertificateClaim: Hashable, Sendable {
    case none
    case issue(CertificateOffer)
    case revoke(number: String)
    case unreadable(reason: String)

    /// The extension of an event, under any prefix.
    package static let name = "https://daftar.tj/voc/certificate"
    package static let goodsMax = 64

    init(of event: EPCISEvent, _ step: BusinessStep) {
        do throws(CertificateFault) {
            self = try CertificateClaim.reading(event, step)
        } catch {
            self = .unreadable(reason: error.reason)
        }
    }

    private static func reading(
        _ event: EPCISEvent, _ step: BusinessStep
    ) throws(CertificateFault) -> CertificateClaim {
        guard let value = try event.single(name) else { return .none }
        guard case .object(let object) = event.payload, object.action == .observe else {
            throw CertificateFault("it is said in an ObjectEvent with the action OBSERVE")
        }
        let number = try CertificateCitation.number(value["number"])
        switch step {
        case .revoking: return .revoke(number: number)
        case .certifying:
            return .issue(try CertificateOffer(number: number, value, of: object))
        default: throw CertificateFault("the business step is certifying or revoking")
        }
    }
}

/// A certificate that is to be issued.
package struct CertificateOffer: Hashable, Sendable {
    package let number: String
    /// Without residues, of which early versions of the rules know nothing.
    package let leaf: CertificateLeaf
    package let residues: ResidueClaim
}

extension CertificateOffer {
    init(number: String, _ value: JSONValue, of event: ObjectEvent) throws(CertificateFault) {
        guard let kind = value["kind"]?.string.flatMap(CertificateKind.init) else {
            let kinds = CertificateKind.allCases.map(\.rawValue).joined(separator: ", ")
            throw CertificateFault("its kind is one of \(kinds)")
        }
        let validFrom = try CertificateOffer.moment(value["validFrom"])
        let validUntil = try CertificateOffer.moment(value["validUntil"])
        guard validFrom <= validUntil else { throw CertificateFault("it ends before it begins") }
        let keys = event.epcList.map(\.key) + event.quantityList.map(\.epcClass.key)
        guard keys.count <= CertificateClaim.goodsMax,
            keys.allSatisfy({ $0.kind.isItem || $0.kind.isClass })
        else {
            throw CertificateFault(
                "it is for at most \(CertificateClaim.goodsMax) lots, items and classes")
        }
        let holder = try CertificateOffer.holder(value["holder"])
        let result = try CertificateOffer.result(value["result"], of: kind)
        guard result == nil || keys.allSatisfy({ $0.kind != .product }) else {
            throw CertificateFault("a test is of lots and items")
        }
        guard holder != nil || keys.allSatisfy({ $0.kind != .product }) else {
            throw CertificateFault("one for a class names its holder")
        }
        let allowance = try CertificateOffer.allowance(of: event)
        guard allowance != nil || kind == .test else {
            throw CertificateFault("it says how much it is for")
        }
        self.number = number
        residues = ResidueClaim(value["residues"], of: kind)
        leaf = CertificateLeaf(
            kind: kind, holder: holder, goods: keys.map(\.text), allowance: allowance,
            validFrom: validFrom, validUntil: validUntil, result: result)
    }

    private static func moment(_ value: JSONValue?) throws(CertificateFault) -> Timestamp {
        guard let time = value?.string.flatMap(EventTime.init(parsing:)) else {
            throw CertificateFault("validFrom and validUntil are moments with an offset")
        }
        return Timestamp(milliseconds: time.milliseconds)
    }

    private static func result(
        _ value: JSONValue?, of kind: CertificateKind
    ) throws(CertificateFault) -> TestResult? {
        let result = value?.string.flatMap(TestResult.init)
        guard (result != nil) == (kind == .test), (value == nil) == (result == nil) else {
            throw CertificateFault("a test, and nothing else, has a result, passed or failed")
        }
        return result
    }

    private static func holder(_ value: JSONValue?) throws(CertificateFault) -> MemberID? {
        guard let value else { return nil }
        guard let member = value.string.flatMap(MemberID.init) else {
            throw CertificateFault("its holder is no member id")
        }
        return member
    }

    /// The sum of what the event observes, an item being one piece; nil where no amount is told.
    private static func allowance(
        of event: ObjectEvent
    ) throws(CertificateFault) -> CertificateLeaf.Allowance? {
        var amounts = event.epcList.map { _ in (SmallestUnit.piece, Int64(1)) }
        for element in event.quantityList {
            let quantity = try? element.measured()
            guard let quantity else { continue }
            amounts.append((SmallestUnit(quantity.dimension), quantity.amount))
        }
        guard let unit = amounts.first?.0 else { return nil }
        var sum: Int64 = 0
        for (other, amount) in amounts {
            let (next, overflow) = sum.addingReportingOverflow(amount)
            guard other == unit, !overflow else {
                throw CertificateFault("its amounts are in one unit, and can be added up")
            }
            sum = next
        }
        guard amounts.count == event.epcList.count + event.quantityList.count, sum > 0 else {
            throw CertificateFault("each of its amounts is told, and together they are above 0")
        }
        return CertificateLeaf.Allowance(unit: unit, amount: sum)
    }
}

/// Why what an event says of certificates cannot be read.
struct CertificateFault: Error {
    let reason: String

    init(_ reason: String) {
        self.reason = reason
    }
}

extension EPCISEvent {
    /// The value of an extension of ours, under any prefix.
    func single(_ name: String) throws(CertificateFault) -> JSONValue? {
        let values = extensions.filter { namespaces.expand($0.name) == name }.map(\.value)
        guard values.count <= 1 else { throw CertificateFault("it is said twice") }
        return values.first
    }
}
