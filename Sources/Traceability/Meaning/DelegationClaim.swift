import EPCIS
package import LedgerCore

/// What an event says of who may record for its member.
///
/// Spec: Docs/Spec/Rules.md §14.
package enum DelegationClaim: Hashable, Sendable {
    case none
    case confirm(MemberID, DelegationTerms)
    case withdraw(MemberID)
    case unreadable(reason: String)

    /// The extension of an event, under any prefix.
    package static let name = "https://daftar.tj/voc/delegation"

    init(of event: EPCISEvent, _ step: BusinessStep) {
        do throws(CertificateFault) {
            self = try DelegationClaim.reading(event, step)
        } catch {
            self = .unreadable(reason: error.reason)
        }
    }

    private static func reading(
        _ event: EPCISEvent, _ step: BusinessStep
    ) throws(CertificateFault) -> DelegationClaim {
        let isSaid = step == .delegating || step == .withdrawing
        guard let value = try event.single(name) else {
            guard !isSaid else { throw CertificateFault("the event does not say to whom") }
            return .none
        }
        guard case .object(let object) = event.payload, object.action == .observe, isSaid else {
            throw CertificateFault(
                "it is said in an ObjectEvent with the action OBSERVE and the step delegating or "
                    + "withdrawing")
        }
        guard let delegate = value["delegate"]?.string.flatMap(MemberID.init) else {
            throw CertificateFault("its delegate is a member id")
        }
        guard step == .delegating else { return .withdraw(delegate) }
        return .confirm(delegate, try terms(value))
    }

    private static func terms(_ value: JSONValue) throws(CertificateFault) -> DelegationTerms {
        let validUntil = try value["validUntil"].map { value throws(CertificateFault) in
            guard let time = value.string.flatMap(EventTime.init(parsing:)) else {
                throw CertificateFault("validUntil is a moment with an offset")
            }
            return Timestamp(milliseconds: time.milliseconds)
        }
        let kinds = try list(value["kinds"], max: DelegatedKind.allCases.count, "kinds") {
            DelegatedKind(rawValue: $0)
        }
        let places = try list(value["places"], max: DelegationTerms.placesMax, "places") {
            (try? ObjectKey(parsing: $0))?.text
        }
        let goods = try list(value["goods"], max: DelegationTerms.goodsMax, "goods") {
            text -> String? in
            guard let key = try? ObjectKey(parsing: text), key.kind.isItem || key.kind.isClass
            else { return nil }
            return key.text
        }
        return DelegationTerms(
            validUntil: validUntil, kinds: kinds, places: places, goods: goods)
    }

    /// Nothing where nothing is said; an empty list would be for nothing at all, or for everything.
    private static func list<Element: Hashable>(
        _ value: JSONValue?, max: Int, _ name: String, _ read: (String) -> Element?
    ) throws(CertificateFault) -> Set<Element> {
        guard let value else { return [] }
        guard let list = value.array, (1...max).contains(list.count) else {
            throw CertificateFault("\(name) is a list of 1 to \(max)")
        }
        var elements: Set<Element> = []
        for element in list {
            guard let read = element.string.flatMap(read) else {
                throw CertificateFault("one of its \(name) is none")
            }
            guard elements.insert(read).inserted else {
                throw CertificateFault("one of its \(name) is named twice")
            }
        }
        return elements
    }
}

/// For whom an event was recorded, by the word of who signed it.
///
/// Spec: Docs/Spec/Rules.md §14.
package enum BehalfClaim: Hashable, Sendable {
    /// For the signer.
    case none
    case member(MemberID)
    case unreadable(reason: String)

    /// The extension of an event, under any prefix.
    package static let name = "https://daftar.tj/voc/onBehalfOf"

    init(of event: EPCISEvent) {
        do throws(CertificateFault) {
            guard let value = try event.single(BehalfClaim.name) else {
                self = .none
                return
            }
            guard let text = value.string,
                let member = MemberID(text) ?? Party.member(named: text)
            else { throw CertificateFault("onBehalfOf is a member id") }
            self = .member(member)
        } catch {
            self = .unreadable(reason: error.reason)
        }
    }
}
