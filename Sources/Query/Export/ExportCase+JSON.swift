import EPCIS
package import LedgerCore

extension ExportCase {
    /// For programs; the member order is part of it.
    package var json: Bytes { JSONWriter.write(value) }

    private var value: JSONValue {
        .fields([
            "type": .string("DaftarExportCase"), "lot": .string(question.lot),
            "country": .string(question.country), "product": facts.product.map(JSONValue.string),
            "goods": .string(facts.goods.text), "amount": amount.map(\.value),
            "moment": .string(question.moment.text), "verdict": .string(verdict.rawValue),
            "table": .fields(["name": .string(table), "dated": .string(tableDated)]),
            "checks": .array(checks.map(\.value)),
            "requirements": .array(findings.map(\.value)),
            "chain": chain, "height": .integer(facts.height.rawValue),
            "stateHeight": .integer(facts.stateHeight.rawValue),
        ])
    }

    private var chain: JSONValue {
        let chain = facts.chain
        return .fields([
            "lots": .integer(chain.lots), "joints": .integer(chain.joints),
            "events": .integer(chain.events.count), "complete": .bool(chain.isComplete),
            "unmeasuredInputs": .integer(chain.unmeasured),
            "missing": .array(chain.missing.map(JSONValue.string)),
            "origins": .array(
                chain.origins.map { origin in
                    .fields([
                        "lot": .string(origin.lot), "member": .string(origin.member),
                        "eventID": .string(origin.eventID),
                        "eventTime": .string(origin.time.text),
                        "place": origin.place.map(JSONValue.string),
                        "plots": .array(origin.plots.map(JSONValue.string)),
                    ])
                }),
        ])
    }
}

extension ExportCheck {
    fileprivate var value: JSONValue {
        .fields([
            "code": .string(code.rawValue), "passes": .bool(passes), "needs": fault.map(\.value),
        ])
    }
}

extension RequirementFinding {
    fileprivate var value: JSONValue {
        var short: ExportAmount?
        if case .insufficient(let amount) = status { short = amount }
        return .fields([
            "id": .string(requirement.id), "title": requirement.title.value,
            "evidence": .string(requirement.evidence.text),
            "weight": .string(requirement.weight.rawValue), "status": .string(status.name),
            "short": short.map(\.value), "needs": needs.map(\.value),
            "certificates": .array(standings.map(\.value)),
            "documents": .array(
                documents.map { document in
                    .fields([
                        "type": .string(document.type), "id": .string(document.id),
                        "eventID": .string(document.eventID),
                    ])
                }),
            "source": .string(requirement.source), "dated": .string(requirement.dated),
            "checked": .bool(requirement.isChecked),
        ])
    }
}

extension RequirementFinding.Status {
    /// As answers name it.
    package var name: String {
        switch self {
        case .met: "met"
        case .missing: "missing"
        case .notYetValid: "not_yet_valid"
        case .expired: "expired"
        case .revoked: "revoked"
        case .failed: "failed"
        case .otherUnit: "other_unit"
        case .insufficient: "insufficient"
        case .onPaper: "on_paper"
        }
    }
}

extension CertificateStanding {
    fileprivate var value: JSONValue {
        let leaf = certificate.leaf
        return .fields([
            "issuer": .string(certificate.reference.issuer.text),
            "number": .string(certificate.reference.number),
            "kind": .string(leaf.kind.rawValue), "standing": .string(verdict.rawValue),
            "eventID": certificate.eventID.map(JSONValue.string),
            "holder": leaf.holder.map { .string($0.text) },
            "validFrom": .string(leaf.validFrom.text), "validUntil": .string(leaf.validUntil.text),
            "left": leaf.allowance.map { ExportAmount($0.left, $0.unit).value },
            "drawn": leaf.allowance.map { ExportAmount(certificate.drawn, $0.unit).value },
            "result": leaf.result.map { .string($0.rawValue) },
            "revokedFrom": leaf.revokedFrom.map { .integer($0.rawValue) },
            "revocationReason": leaf.revocationReason.map(JSONValue.string),
        ])
    }
}

extension ExportText {
    fileprivate var value: JSONValue {
        .fields(["en": .string(english), "ru": .string(russian), "tg": .string(tajik)])
    }
}

extension ExportAmount {
    /// With a unit of UN/CEFACT Rec 20, as events say it.
    var value: JSONValue {
        let (code, digits): (String, Int16) =
            switch unit {
            case .milligram: ("KGM", 6)
            case .microlitre: ("LTR", 6)
            case .piece: ("C62", 0)
            case .micrometre: ("MTR", 6)
            case .squareMillimetre: ("MTK", 6)
            }
        var (coefficient, exponent) = (Int128(amount), -digits)
        while exponent < 0, coefficient.isMultiple(of: 10) {
            coefficient /= 10
            exponent += 1
        }
        return .fields([
            "quantity": .number(ExactDecimal(coefficient: coefficient, exponent: exponent)),
            "uom": .string(code),
        ])
    }
}

extension JSONValue {
    /// An object of the members that are present, in this order.
    fileprivate static func fields(_ members: KeyValuePairs<String, JSONValue?>) -> JSONValue {
        .object(
            JSONObject(
                members: members.compactMap { name, value in
                    value.map { JSONObject.Member(name: name, value: $0) }
                }))
    }

    fileprivate static func integer(_ value: some BinaryInteger) -> JSONValue {
        .number(ExactDecimal(coefficient: Int128(value)))
    }
}
