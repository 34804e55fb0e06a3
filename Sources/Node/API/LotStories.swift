import EPCIS
import LedgerCore
import Query

/// A lot at a glance, in JSON, as one reader sees it.
struct LotStory: Sendable {
    let summary: LotSummary
    let history: LotHistory
    let recall: LotRecall?

    var value: JSONValue {
        .members([
            "lot": .string(summary.lot),
            "product": summary.product.map(JSONValue.string),
            "createdBy": summary.creation.map { .string($0.event.member) },
            "createdByDelegate": summary.creation.flatMap { creation in
                creation.event.delegate.map(JSONValue.string)
            },
            "createdAt": summary.creation.map {
                .string(UTCText.text($0.event.eventTime.milliseconds))
            },
            "createdWhere": summary.creation?.place.map(JSONValue.string),
            "origin": .string(origin),
            "attributes": summary.attributes.value,
            "accounting": .string(summary.isUnaccounted ? "unaccounted" : "counted"),
            "recall": recall.map(\.value),
            "balance": BalanceStory(summary.balance).facts,
            "eventCount": .integer(summary.stepCount),
            "firstTime": .string(UTCText.text(summary.firstTime.milliseconds)),
            "lastTime": .string(UTCText.text(summary.lastTime.milliseconds)),
            "events": .array(history.steps.map(\.value)),
            "eventsTruncated": .bool(history.isTruncated),
            "height": .integer(summary.height.rawValue),
        ])
    }

    private var origin: String {
        guard let creation = summary.creation else { return "unknown" }
        return creation.isTransformation ? "transformation" : "creation"
    }
}

extension LotStep {
    var value: JSONValue {
        .members([
            "eventID": .string(event.eventID), "type": .string(event.type.rawValue),
            "action": action.map { .string($0.rawValue) },
            "bizStep": bizStep.map(JSONValue.string),
            "disposition": disposition.map(JSONValue.string),
            "eventTime": .string(UTCText.text(event.eventTime.milliseconds)),
            "recordTime": .string(UTCText.text(event.recordTime.milliseconds)),
            "member": .string(event.member), "delegate": event.delegate.map(JSONValue.string),
            "readPoint": readPoint.map(JSONValue.string),
            "bizLocation": bizLocation.map(JSONValue.string),
            "roles": .strings(roles.map { "\($0)" }),
            "readAs": .string(event.sight.standing.readsAs.name),
            "postings": .array(postings.map(\.value)),
            "declaredInError": event.isDeclared ? .bool(true) : nil,
            "height": .integer(event.height.rawValue),
            "transaction": .string(event.transaction.description),
        ])
    }
}

extension LotPosting {
    var value: JSONValue {
        .members([
            "cause": .string(cause), "holder": .string(holder),
            "counterparty": counterparty.map(JSONValue.string),
            "direction": isInflow ? "in" : "out", "amount": stock.value(in: unit),
        ])
    }
}

extension [Attribute] {
    /// Full names to the values that were stated.
    var value: JSONValue {
        var object = JSONObject()
        for attribute in self {
            let bytes = [UInt8](attribute.value.utf8)
            object[attribute.name] =
                (try? JSONValue(parsing: bytes)) ?? .string(attribute.value)
        }
        return .object(object)
    }
}

extension OriginShare {
    var value: JSONValue {
        .members([
            "origin": .string(origin.word), "country": origin.country.map { .string($0.text) },
            "thousandths": .integer(thousandths),
        ])
    }
}

/// Who holds how much, in JSON.
struct BalanceStory: Sendable {
    private let balance: LotBalance

    init(_ balance: LotBalance) {
        self.balance = balance
    }

    var value: JSONValue {
        guard case .object(var object) = facts else { return facts }
        object.members.insert(.init(name: "lot", value: .string(balance.lot)), at: 0)
        object["height"] = .integer(balance.height.rawValue)
        return .object(object)
    }

    var facts: JSONValue {
        let units = SmallestUnit.allCases.filter { unit in
            balance.holdings.contains { $0.unit == unit }
                || balance.consignments.contains { $0.unit == unit }
        }
        return .members([
            "totals": balance.isWhole
                ? .array(units.map { balance.total(in: $0).value(in: $0) }) : nil,
            "holdings": .array(balance.holdings.map(\.value)),
            "inTransit": .array(balance.consignments.map(\.value)),
            "origins": .array(balance.origins.map(\.value)),
            "custody": balance.custody.map(\.value),
            "isWhole": .bool(balance.isWhole),
        ])
    }
}

extension LotHolding {
    var value: JSONValue {
        .members([
            "holder": .string(holder), "amount": stock.value(in: unit),
            "debt": debt > 0 ? MeasuredAmount(debt, unit).value : nil,
        ])
    }
}

extension LotConsignment {
    var value: JSONValue {
        .members([
            "from": from.map(JSONValue.string), "to": to.party.map(JSONValue.string),
            "amount": stock.value(in: unit),
            "sentAt": sentAt.map { .string(UTCText.text($0.milliseconds)) },
            "receivedInAdvance": advance > 0 ? MeasuredAmount(advance, unit).value : nil,
            "disputedUntil": disputedUntil.map { .string(UTCText.text($0.milliseconds)) },
            "dueAt": dueAt.map { .string(UTCText.text($0.milliseconds)) },
        ])
    }
}

extension Stock {
    func value(in unit: SmallestUnit) -> JSONValue {
        var object = MeasuredAmount(amount, unit).members
        object["accounted"] = MeasuredAmount(accounted, unit).number
        object["unaccounted"] = MeasuredAmount(unaccounted, unit).number
        return .object(object)
    }
}

/// A count of smallest units in the unit that people use, exact.
struct MeasuredAmount: Hashable, Sendable {
    let amount: Int128
    let unit: SmallestUnit

    init(_ amount: some BinaryInteger, _ unit: SmallestUnit) {
        self.amount = Int128(amount)
        self.unit = unit
    }

    var value: JSONValue { .object(members) }

    var members: JSONObject {
        JSONObject(members: [
            .init(name: "quantity", value: number),
            .init(name: "uom", value: .string(spoken.code)),
        ])
    }

    var number: JSONValue { .number(exact) }

    func write(to json: inout JSONWriter) {
        json.object { json in
            json.member("quantity", exact)
            json.member("uom", spoken.code)
        }
    }

    /// Without trailing zeros of a fraction, and written out: `500`, never `5e2`.
    private var exact: ExactDecimal {
        var (coefficient, exponent) = (amount, spoken.exponent)
        while exponent < 0, coefficient.isMultiple(of: 10) {
            coefficient /= 10
            exponent += 1
        }
        return ExactDecimal(coefficient: coefficient, exponent: exponent)
    }

    /// UN/CEFACT Recommendation 20 code, and the power of ten from the smallest unit to it.
    private var spoken: (code: String, exponent: Int16) {
        switch unit {
        case .milligram: ("KGM", -6)
        case .microlitre: ("LTR", -6)
        case .piece: ("C62", 0)
        case .micrometre: ("MTR", -6)
        case .squareMillimetre: ("MTK", -6)
        }
    }
}
